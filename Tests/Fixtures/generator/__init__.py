# SPDX-License-Identifier: Apache-2.0
"""The cases, one module for each kind, and the file format they are written in."""
