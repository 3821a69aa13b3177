// SPDX-License-Identifier: Apache-2.0

/// The version of the program.
enum ProgramVersion {
  /// As `lstm --version` tells it.
  static let text = "0.1.0"
}
