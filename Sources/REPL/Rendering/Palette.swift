// SPDX-License-Identifier: Apache-2.0

/// The few colours in use; none at all where colour is off.
struct Palette {
  /// What a piece of text is.
  enum Role: String {
    /// A table's header.
    case heading = "1"
    /// What is of less weight.
    case faint = "2"
    /// An assertion that holds, the best epoch.
    case good = "32"
    /// An assertion that does not hold.
    case bad = "1;31"
    /// The part of a bar that is done.
    case done = "36"
    /// The prompt.
    case prompt = "1;36"
  }

  /// Whether text is coloured.
  let isOn: Bool

  /// The text in the colour of its role.
  func paint(_ text: String, _ role: Role) -> String {
    text.isEmpty ? "" : opening(role) + text + closing
  }

  /// What switches to the colour of a role.
  func opening(_ role: Role) -> String { isOn ? "\u{1B}[\(role.rawValue)m" : "" }

  /// What switches back.
  var closing: String { isOn ? "\u{1B}[0m" : "" }
}
