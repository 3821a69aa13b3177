// SPDX-License-Identifier: Apache-2.0

/// How several values of a row, such as labels, stand in its cell.
public struct TargetCells: Hashable, Sendable {
  /// What stands between them.
  public var separator: String

  /// Cells with something between what they hold.
  public init(separator: String = ",") {
    self.separator = separator
  }

  /// Cells as the settings of a role have them.
  init(_ settings: Arguments) {
    self.init(separator: settings[Self.separator])
  }

  /// What stands between the values of a cell.
  public static let separator = ArgumentKey.text(
    "separator", default: ",", help: "what stands between the labels, or phrases, of a cell")

  /// What each cell of a target holds; throws `nestedValue`.
  func sets(of source: TargetSource) throws(DataError) -> [[String]] {
    var sets: [[String]] = []
    for (row, cell) in source.cells.enumerated() {
      guard let values = values(in: cell) else {
        throw DataError(
          .nestedValue(line: source.origins.line(of: row), field: source.column),
          path: source.origins.path(of: row))
      }
      sets.append(values)
    }
    return sets
  }

  /// What a cell holds, each once and without blanks around it; the cell may also be a list of JSON.
  ///
  /// Nil for a list that holds lists or objects.
  func values(in cell: String) -> [String]? {
    let parts: [String]
    if let list = cell.listCell {
      guard let items = JSONScanner.items(of: list) else { return nil }
      parts = items
    } else if cell.hasPrefix("["), let items = JSONScanner.items(of: cell) {
      parts = items
    } else if separator.allSatisfy(\.isWhitespace) {
      parts = cell.split(whereSeparator: \.isWhitespace).map(String.init)
    } else {
      parts = cell.pieces(between: separator)
    }
    var seen: Set<String> = []
    return parts.map(\.label).filter { !$0.isEmpty && seen.insert($0).inserted }
  }
}

extension TargetCells {
  /// The labels, or phrases, of a cell in one text, as a cell with this separator has them; a comma
  /// has a blank after it.
  public static func joined(_ values: [String], separator: String) -> String {
    values.joined(separator: separator == TargetCells().separator ? ", " : separator)
  }
}

extension String {
  /// The parts between separators.
  fileprivate func pieces(between separator: String) -> [String] {
    let (bytes, mark) = (Array(utf8), Array(separator.utf8))
    var pieces: [String] = []
    var (start, at) = (0, 0)
    while at < bytes.count {
      if bytes[at...].starts(with: mark) {
        pieces.append(String(decoding: bytes[start..<at], as: UTF8.self))
        at += mark.count
        start = at
      } else {
        at += 1
      }
    }
    return pieces + [String(decoding: bytes[start...], as: UTF8.self)]
  }
}
