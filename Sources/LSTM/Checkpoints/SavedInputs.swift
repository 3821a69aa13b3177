// SPDX-License-Identifier: Apache-2.0

/// What a model reads, without any rows: how texts and numbers become what a network is given.
public struct SavedInputs: Sendable {
  /// The column with the texts; nil where it reads none.
  public var textColumn: String?
  /// What turns texts into numbers.
  public var text: TextTransform?
  /// What measures numbers; nil where it reads none.
  public var numbers: NumberTransform?
  /// The column whose equal cells are the steps of one row; nil where each row stands alone.
  public var series: String?
  /// What measures windows over series; nil where rows stand alone.
  public var windows: WindowTransform?
  /// The last steps of the series, after which a forecast goes on.
  public var tail: SeriesGrid?

  /// Inputs.
  public init(
    textColumn: String? = nil, text: TextTransform? = nil, numbers: NumberTransform? = nil,
    series: String? = nil
  ) {
    self.textColumn = textColumn
    self.text = text
    self.numbers = numbers
    self.series = series
  }

  /// The inputs of some data.
  public init(_ data: Dataset) {
    self.init(
      textColumn: data.text?.name, text: data.text?.transform, numbers: data.numbers?.transform,
      series: data.numbers?.role.series)
    windows = data.windows?.transform
    tail = data.windows.map { $0.grid.tail($0.transform) }
  }

  /// What a network is given, the leading input first.
  ///
  /// - Parameter targets: what is predicted of it.
  public func shapes(for targets: [NamedShape]) -> [InputShape] {
    InputShape.all(text, numbers, windows, targets: targets)
  }
}

extension SavedInputs: Codable {
  private enum Key: String, CodingKey {
    case kind, name, value, series, tail
  }

  /// Loads a list of values, each under its tag; throws for one that this version does not know.
  public init(from decoder: any Decoder) throws {
    self.init()
    var list = try decoder.unkeyedContainer()
    while !list.isAtEnd {
      let item = try list.nestedContainer(keyedBy: Key.self)
      switch try item.decode(String.self, forKey: .kind) {
      case TextTransform.tag:
        textColumn = try item.decode(String.self, forKey: .name)
        text = try item.decode(TextTransform.self, forKey: .value)
      case NumberTransform.tag:
        let transform = try item.decode(NumberTransform.self, forKey: .value)
        guard transform.isPossible else {
          throw DecodingError.dataCorruptedError(
            forKey: .value, in: item, debugDescription: "numbers are measured in finite units")
        }
        numbers = transform
        series = try item.decodeIfPresent(String.self, forKey: .series)
      case WindowTransform.tag:
        let transform = try item.decode(WindowTransform.self, forKey: .value)
        guard transform.isPossible else {
          throw DecodingError.dataCorruptedError(
            forKey: .value, in: item, debugDescription: "windows are measured in finite units")
        }
        windows = transform
        tail = try item.decode(SeriesGrid.self, forKey: .tail)
        guard tail?.isTail(of: transform) == true else {
          throw DecodingError.dataCorruptedError(
            forKey: .tail, in: item, debugDescription: "the last steps are those of the columns")
        }
      default:
        throw DecodingError.dataCorruptedError(
          forKey: .kind, in: item, debugDescription: "an input is of a known kind")
      }
    }
    guard text != nil || numbers != nil || windows != nil else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: [], debugDescription: "a model reads something"))
    }
  }

  /// Saves a list of values, each under its tag.
  public func encode(to encoder: any Encoder) throws {
    var list = encoder.unkeyedContainer()
    if let text {
      var item = list.nestedContainer(keyedBy: Key.self)
      try item.encode(TextTransform.tag, forKey: .kind)
      try item.encode(textColumn ?? "", forKey: .name)
      try item.encode(text, forKey: .value)
    }
    if let numbers {
      var item = list.nestedContainer(keyedBy: Key.self)
      try item.encode(NumberTransform.tag, forKey: .kind)
      try item.encode(numbers, forKey: .value)
      try item.encodeIfPresent(series, forKey: .series)
    }
    if let windows {
      var item = list.nestedContainer(keyedBy: Key.self)
      try item.encode(WindowTransform.tag, forKey: .kind)
      try item.encode(windows, forKey: .value)
      try item.encodeIfPresent(tail, forKey: .tail)
    }
  }
}
