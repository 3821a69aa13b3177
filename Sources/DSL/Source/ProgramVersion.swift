// SPDX-License-Identifier: Apache-2.0

/// The version of the program.
enum ProgramVersion {
  /// As it is shown.
  static let text = "0.1.0"
}
