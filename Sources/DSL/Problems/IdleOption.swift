// SPDX-License-Identifier: Apache-2.0

/// An option that changes nothing, and why.
struct IdleOption: Hashable {
  let name: String
  let reason: String
  let help: String
}
