// SPDX-License-Identifier: Apache-2.0

extension DataFormat {
  /// The format of sktime and of the archives of time series: a case a line.
  public static let ts = DataFormat(
    name: "ts",
    extensions: ["ts"],
    help: "time series, a case a line: dimensions divided by colons, their values by commas, ? "
      + "where one is missing, then the class; the columns are dim1, dim2, … with a sequence of "
      + "numbers each, and class, or target where it is a number",
    options: [],
    example: """
      @problemName Steps
      @univariate false
      @dimensions 2
      @classLabel true up down
      @data
      1.5,2,3.25:0,0.5,1:up
      3,?:1,0:down
      """,
    use: ColumnUse(inputs: .sequences, targets: ["class", "target"]),
    leastMemory: 0,
    makeParser: { (_) throws(DataError.Fact) in TimeSeriesParser() })
}

/// Parses the header of a file of time series and its cases; blank lines and comments are skipped.
struct TimeSeriesParser: RowParser {
  private var header = TimeSeriesHeader()
  private var isInData = false
  /// The columns of sequences that nobody wants.
  private var leftOut: [Bool] = []

  private(set) var columns: [String] = []

  static func beginsHeader(_ line: Span<UInt8>) -> Bool {
    TimeSeriesHeader.Tag(line) != nil
  }

  mutating func leaveOut(_ cells: [Bool]) { leftOut = cells }

  mutating func parse(_ line: Span<UInt8>, number: Int) throws(DataError.Fact) -> ParsedRow? {
    let line = line.extracting(line.trimmed(0..<line.count))
    guard !line.isEmpty, line[0] != UInt8(ascii: "#") else { return nil }
    if isInData { return ParsedRow(cells: try cells(of: line, number), line: number) }
    guard line[0] == UInt8(ascii: "@") else {
      throw .badSeries(line: number, reason: "a case stands before @data")
    }
    isInData = try header.take(line, number)
    return nil
  }

  func finish() throws(DataError.Fact) -> ParsedRow? {
    if !isInData { throw .badSeries(line: nil, reason: "there is no @data before the cases") }
    return nil
  }

  private mutating func cells(
    of line: Span<UInt8>, _ number: Int
  ) throws(DataError.Fact) -> [TableCell] {
    let parts = line.fields(between: UInt8(ascii: ":"))
    let found = parts.count - (header.target == nil ? 0 : 1)
    let expected = header.dimensions ?? max(found, 1)
    guard found == expected else {
      let count = "\(found) dimension\(found == 1 ? "" : "s")"
      let target = header.target == nil ? "" : " and the \(header.target ?? "")"
      throw .badSeries(
        line: number, reason: "the case has \(count)\(target), and there should be \(expected)")
    }
    header.dimensions = expected
    if columns.isEmpty {
      columns = (1...expected).map { "dim\($0)" } + (header.target.map { [$0] } ?? [])
    }
    var cells: [TableCell] = []
    var steps: Int?
    for (index, part) in parts.prefix(expected).enumerated() {
      let values = try self.values(in: line.extracting(part), index, number)
      if let steps, steps != values.count {
        throw .badSeries(
          line: number,
          reason: "dim\(index + 1) has \(values.count) values, and dim1 has \(steps)")
      }
      steps = values.count
      cells.append(.numbers(index < leftOut.count && leftOut[index] ? [] : values))
    }
    if let part = parts.last, header.target != nil {
      cells.append(try target(line.text(in: line.trimmed(part)), number))
    }
    return cells
  }

  private func values(
    in part: Span<UInt8>, _ index: Int, _ number: Int
  ) throws(DataError.Fact) -> [Float] {
    guard !part.trimmed(0..<part.count).isEmpty else {
      throw .badSeries(line: number, reason: "dim\(index + 1) has no value")
    }
    var values: [Float] = []
    var start = 0
    while start <= part.count {
      let end = part.firstIndex(of: UInt8(ascii: ","), from: start)
      let cell = part.extracting(start..<end)
      guard let value = NumberText.float(cell) else {
        throw .notANumber(line: number, column: "dim\(index + 1)", value: cell.text)
      }
      values.append(value)
      start = end + 1
    }
    return values
  }

  /// The class or the number at the end of a case; `?` where it is not known.
  private func target(_ text: String, _ number: Int) throws(DataError.Fact) -> TableCell {
    if header.isRegression {
      guard let value = NumberText.value(text) else {
        throw .notANumber(line: number, column: TimeSeriesHeader.targetName, value: text)
      }
      return .number(value)
    }
    if text == "?" { return .text("") }
    guard header.labels.isEmpty || header.labels.contains(text) else {
      let labels = header.labels.prefix(10).joined(separator: ", ")
      throw .badSeries(
        line: number,
        reason: "the class \(text) is none of @classLabel: \(labels)"
          + (header.labels.count > 10 ? ", …" : ""))
    }
    return .text(text)
  }
}

/// What the lines before the cases say.
private struct TimeSeriesHeader {
  /// How many dimensions a case has; nil before that is known.
  var dimensions: Int?
  /// The column after the dimensions; nil for none.
  private(set) var target: String?
  /// Whether that is a number.
  var isRegression: Bool { target == Self.targetName }
  /// The classes, if they are listed.
  private(set) var labels: [String] = []

  static let targetName = "target"

  /// What a line of the header says something of.
  enum Tag: String {
    case problemname, timestamps, missing, univariate, dimension, dimensions, equallength
    case serieslength, classlabel, targetlabel, data

    /// The tag that a line begins with; nil where there is none of these.
    init?(_ line: Span<UInt8>) {
      guard let first = line.words.first, line[first.lowerBound] == UInt8(ascii: "@") else {
        return nil
      }
      self.init(rawValue: line.text(in: first).dropFirst().lowercased())
    }
  }

  /// Takes a line of the header; returns whether the cases follow.
  ///
  /// Lines with other tags say nothing of how the cases are written.
  mutating func take(_ line: Span<UInt8>, _ number: Int) throws(DataError.Fact) -> Bool {
    guard let tag = Tag(line) else { return false }
    let words = line.words.dropFirst().map { line.text(in: $0) }
    switch tag {
    case .problemname, .missing, .equallength, .serieslength: break
    case .data: return true
    case .timestamps:
      if try isTrue(words, tag, number) {
        throw .badSeries(
          line: number,
          reason: "values with time stamps are not read: write the values alone, at even times")
      }
    case .univariate: if try isTrue(words, tag, number) { dimensions = 1 }
    case .dimension, .dimensions:
      guard let count = words.first.flatMap({ Int($0) }), count > 0, count <= 1 << 20 else {
        throw .badSeries(line: number, reason: "@\(tag.rawValue) wants a whole number from 1")
      }
      dimensions = count
    case .classlabel:
      if try isTrue(words, tag, number) {
        target = "class"
        labels = Array(words.dropFirst())
      }
    case .targetlabel: if try isTrue(words, tag, number) { target = Self.targetName }
    }
    return false
  }

  private func isTrue(
    _ words: [String], _ tag: Tag, _ number: Int
  ) throws(DataError.Fact) -> Bool {
    switch words.first?.lowercased() {
    case "true": return true
    case "false": return false
    default: throw .badSeries(line: number, reason: "@\(tag.rawValue) wants true or false")
    }
  }
}

extension Span<UInt8> {
  /// Where the fields stand that a byte divides, empty ones too.
  fileprivate func fields(between mark: UInt8) -> [Range<Int>] {
    var fields: [Range<Int>] = []
    var start = 0
    while start <= count {
      let end = firstIndex(of: mark, from: start)
      fields.append(start..<end)
      start = end + 1
    }
    return fields
  }
}
