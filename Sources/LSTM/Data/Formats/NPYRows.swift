// SPDX-License-Identifier: Apache-2.0

/// The rows of one or two arrays: the numbers that are read, and perhaps the targets beside them.
struct NPYRows: RowSource {
  private let inputs: NPYArray
  private let targets: [(name: String, cells: [TableCell])]
  private let wanted: CellFilter?

  /// Throws unless the arrays have rows, of the same number, and axes that are read.
  init(_ inputs: NPYArray, targets: NPYArray?, wanted: CellFilter?) throws(DataError) {
    self.inputs = inputs
    self.wanted = wanted
    let shape = inputs.header.shape
    guard (1...3).contains(shape.count), shape.dropFirst().allSatisfy({ $0 > 0 }) else {
      throw Self.refusal(
        inputs, "the array has the shape \(inputs.header.shown)",
        "save `x` with the axes (cases, steps, features), or (cases, steps) for one feature")
    }
    guard shape[0] > 0 else { throw DataError(.noRows, path: inputs.path) }
    guard let targets else {
      self.targets = []
      return
    }
    guard targets.rowCount == shape[0], !targets.header.shape.isEmpty else {
      throw Self.refusal(
        targets,
        "the targets have the shape \(targets.header.shown), and the inputs \(inputs.header.shown)",
        "save as many targets as cases")
    }
    self.targets = try Self.columns(of: targets)
  }

  mutating func forEachRow(
    onRead: (Int) throws(DataError) -> Void, _ body: (Row) throws(DataError) -> Bool
  ) throws(DataError) {
    let shape = inputs.header.shape
    let (steps, features) = (shape.count > 1 ? shape[1] : 1, shape.count > 2 ? shape[2] : 1)
    let names = (1...features).map { "x\($0)" }
    let isWanted = names.map { wanted?.columns.contains($0) ?? true }
    let columns = names + targets.map(\.name)
    let targets = targets
    try inputs.forEachBlock(onRead: onRead) {
      (bytes: RawSpan, block: NPYArray.Block) throws(DataError) in
      let strides = block.strides + [0, 0]
      for row in block.rows {
        var cells: [TableCell] = []
        cells.reserveCapacity(columns.count)
        for feature in 0..<features {
          guard isWanted[feature] else {
            cells.append(.numbers([]))
            continue
          }
          var place = block.place(of: row) + feature * strides[2]
          var numbers: [Float] = []
          numbers.reserveCapacity(steps)
          for _ in 0..<steps {
            numbers.append(Float(block.element.number(bytes, at: place)))
            place += strides[1]
          }
          if let step = numbers.firstIndex(where: \.isInfinite) {
            throw DataError(
              .notANumber(line: row + 1, column: names[feature], value: "\(numbers[step])"),
              path: inputs.path)
          }
          cells.append(.numbers(numbers))
        }
        for target in targets { cells.append(target.cells[row]) }
        let found = Row(columns: columns, cells: .typed(cells), number: row + 1, line: row + 1)
        guard try body(found) else { return false }
      }
      return true
    }
  }

  /// The columns of targets: `target`, or one for each number of a row.
  private static func columns(
    of array: NPYArray
  ) throws(DataError) -> [(name: String, cells: [TableCell])] {
    let shape = array.header.shape
    let width = shape.count > 1 ? shape[1] : 1
    guard shape.count <= 2, width > 0, width <= mostTargets else {
      throw refusal(
        array, "the targets have the shape \(array.header.shown)",
        "save one value a case, or a few: the axes (cases) or (cases, values)")
    }
    try GrowingData(path: array.path).require(
      shape[0] * width * MemoryLayout<TableCell>.stride)
    var cells = [[TableCell]](repeating: [], count: width)
    try array.forEachBlock {
      (bytes: RawSpan, block: NPYArray.Block) throws(DataError) in
      for row in block.rows {
        for column in 0..<width {
          let place = block.place(of: row) + (width > 1 ? column * block.strides[1] : 0)
          if let name = block.element.name(bytes, at: place) {
            cells[column].append(.text(name))
            continue
          }
          let number = block.element.number(bytes, at: place)
          guard !number.isInfinite else {
            throw DataError(
              .notANumber(line: row + 1, column: "target", value: "\(number)"), path: array.path)
          }
          cells[column].append(.number(number))
        }
      }
      return true
    }
    return cells.enumerated().map { index, cells in
      (name: width == 1 ? "target" : "target\(index + 1)", cells: cells)
    }
  }

  /// The most values that a case may have as its target.
  private static let mostTargets = 4096

  private static func refusal(_ array: NPYArray, _ reason: String, _ remedy: String) -> DataError {
    DataError(.badArray(reason: reason, remedy: remedy), path: array.path)
  }
}
