// SPDX-License-Identifier: Apache-2.0

/// Where the record of this user is.
enum RecordPlace {
  /// What LSTM_RECORD says for no record; an empty one says the same.
  static let none = "off"

  /// The folder of `LSTM_RECORD`, or `lstm/record` in `$XDG_DATA_HOME` or in `~/.local/share`; nil when the
  /// first is `off` or empty, or no variable says where.
  static var ofUser: String? {
    if let folder = Environment["LSTM_RECORD"] {
      return folder.isEmpty || folder == none ? nil : folder
    }
    if let data = Environment["XDG_DATA_HOME"], data.hasPrefix("/") {
      return data + "/lstm/record"
    }
    guard let home = Environment["HOME"], home.hasPrefix("/") else { return nil }
    return home + "/.local/share/lstm/record"
  }
}
