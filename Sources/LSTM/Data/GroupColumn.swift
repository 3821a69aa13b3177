// SPDX-License-Identifier: Apache-2.0

/// The group of each row, such as its author or its speaker: rows of one group stay in one part of a split.
public struct GroupColumn: Hashable, Sendable {
  /// The column; empty where rows stand alone.
  public private(set) var column = ""
  /// The names of the groups, in the order of their first rows.
  public private(set) var names: [String] = []
  /// The number of the group of each row; empty where rows stand alone.
  public private(set) var numbers: [Int32] = []
  private var known: [String: Int32] = [:]

  /// Rows that stand alone.
  public init() {}

  /// Whether rows stand alone.
  public var isEmpty: Bool { numbers.isEmpty }

  /// The number of the group of a row.
  public subscript(row: Int) -> Int32 { numbers[row] }

  /// The name of the group of a row.
  public func name(of row: Int) -> String { names[Int(numbers[row])] }

  /// The groups that some rows belong to, in the order of `names`, each with the places of its rows among
  /// them.
  public func parted(_ rows: [Int]) -> [(name: String, places: [Int])] {
    guard !isEmpty else { return [] }
    var places = [[Int]](repeating: [], count: names.count)
    for (place, row) in rows.enumerated() { places[Int(numbers[row])].append(place) }
    return zip(names, places).filter { !$1.isEmpty }.map { (name: $0, places: $1) }
  }

  /// Adds rows with the cells that they have in the column.
  mutating func append(_ cells: [String], of column: String) {
    self.column = column
    for cell in cells {
      let number = known[cell] ?? Int32(truncatingIfNeeded: names.count)
      if Int(number) == names.count {
        names.append(cell)
        known[cell] = number
      }
      numbers.append(number)
    }
  }
}

/// The groups that a script puts into parts of a split by name.
public struct NamedGroups: Hashable, Sendable {
  /// Those that choose the weights; none where chance decides.
  public var valid: [String] = []
  /// Those that measure; none where chance decides.
  public var test: [String] = []

  /// None.
  public init() {}

  /// Whether there are none.
  public var isEmpty: Bool { valid.isEmpty && test.isEmpty }

  /// Those of a part; none train by name.
  public subscript(part: SplitName) -> [String] {
    get {
      switch part {
      case .train: []
      case .valid: valid
      case .test: test
      }
    }
    set {
      switch part {
      case .train: break
      case .valid: valid = newValue
      case .test: test = newValue
      }
    }
  }

  /// The part of each group that has one by name, by the number of the group.
  func parts(of groups: GroupColumn) -> [Int: SplitName] {
    var parts: [Int: SplitName] = [:]
    for part in SplitName.allCases {
      for name in self[part] {
        if let number = groups.names.firstIndex(of: name) { parts[number] = part }
      }
    }
    return parts
  }

  /// Throws `unknownGroup` for the first name that no row has.
  func check(_ groups: GroupColumn) throws(DataError.Fact) {
    for name in valid + test where !groups.names.contains(name) {
      throw .unknownGroup(name: name, column: groups.column, known: groups.names)
    }
  }
}
