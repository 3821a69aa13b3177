// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// All that a prediction needs, in one file: the stack, what turns raw text into numbers, the
/// labels, the weights, and the script that made them.
public struct SavedModel {
  /// What is written beside the weights; the same run gives the same bytes.
  public struct Description: Codable, Sendable {
    /// The layers, as the stack asked for them.
    public let stack: [SavedLayer]
    /// What it reads.
    public let inputs: SavedInputs
    /// What it predicts, the leading target first.
    public let targets: [SavedTarget]
    /// How the file of the training rows was read; nil for rows of the script, and in older files.
    public let reading: SavedReading?
    /// What stands between the values of a cell; nil stands for a comma.
    public let separator: String?
    /// The script that made the model, expanded.
    public let script: String
    /// The hash of the data that it was trained on.
    public let dataFingerprint: String
    /// The epoch whose weights these are.
    public let keptEpoch: Int

    /// A description.
    public init(
      stack: [SavedLayer], inputs: SavedInputs, targets: [SavedTarget],
      reading: SavedReading? = nil, separator: String? = TargetCells().separator, script: String,
      dataFingerprint: String, keptEpoch: Int
    ) {
      self.stack = stack
      self.inputs = inputs
      self.targets = targets
      self.reading = reading
      self.separator = separator == TargetCells().separator ? nil : separator
      self.script = script
      self.dataFingerprint = dataFingerprint
      self.keptEpoch = keptEpoch
    }
  }

  /// What is written beside the weights.
  public let description: Description
  /// The network with its weights.
  public let network: Network

  /// A model to save.
  public init(description: Description, network: Network) {
    self.description = description
    self.network = network
  }
}

extension SavedModel.Description {
  /// The same where texts that are written have the vocabulary of those that are read, which a file holds
  /// once.
  ///
  /// Throws where there are none.
  var sharingVocabulary: SavedModel.Description {
    get throws {
      let targets = try targets.map { target in
        guard let task = target.task as? any Decoding, task.transform.options.isShared else {
          return target
        }
        guard let text = inputs.text else { throw ModelFileError(reason: "no text is read") }
        return SavedTarget(target.column, try task.sharing(text))
      }
      return SavedModel.Description(
        stack: stack, inputs: inputs, targets: targets, reading: reading, separator: separator,
        script: script, dataFingerprint: dataFingerprint, keptEpoch: keptEpoch)
    }
  }
}

/// A target of a run: the column and the task, without any values.
public struct SavedTarget: Sendable {
  /// The column of the target.
  public let column: String
  /// What it means.
  public let task: any TargetTask

  /// A target.
  public init(_ column: String, _ task: any TargetTask) {
    self.column = column
    self.task = task
  }

  /// The target of some data.
  public init(_ target: Target) { self.init(target.name, target.task) }
}

extension SavedTarget: Codable {
  private enum Key: String, CodingKey {
    case kind, name, value
  }

  /// Loads a task by its tag; throws for one that this version does not know.
  public init(from decoder: any Decoder) throws {
    let item = try decoder.container(keyedBy: Key.self)
    let kind = try item.decode(String.self, forKey: .kind)
    guard let type = TaskCatalog.tasks.first(where: { $0.entry.name == kind }) else {
      throw DecodingError.dataCorruptedError(
        forKey: .kind, in: item, debugDescription: "a target is of a known kind")
    }
    self.init(
      try item.decode(String.self, forKey: .name),
      try type.init(from: item.superDecoder(forKey: .value)))
  }

  /// Saves the task under its tag.
  public func encode(to encoder: any Encoder) throws {
    var item = encoder.container(keyedBy: Key.self)
    try item.encode(task.entry.name, forKey: .kind)
    try item.encode(column, forKey: .name)
    try task.encode(to: item.superEncoder(forKey: .value))
  }
}

extension SavedTarget: Equatable {
  /// Whether both have equal tasks under one name.
  public static func == (one: SavedTarget, other: SavedTarget) -> Bool {
    one.column == other.column && one.task.isEqual(to: other.task)
  }
}

extension SavedTarget {
  /// Whether the scores of one are those of the other, so that weights that lead to them fit both.
  fileprivate func hasValues(of other: SavedTarget) -> Bool {
    if let own = task as? any Labelled, let theirs = other.task as? any Labelled {
      return own.labels == theirs.labels
    }
    if let own = task as? any Writing, let theirs = other.task as? any Writing {
      return own.transform.vocabulary == theirs.transform.vocabulary
    }
    return task.entry == other.task.entry && column == other.column
  }
}

extension [SavedTarget] {
  /// Whether a network that predicts these may go on from one that predicts others, its output too.
  public func haveValues(of others: [SavedTarget]) -> Bool {
    count == others.count && zip(self, others).allSatisfy { $0.hasValues(of: $1) }
  }

  /// What a network knows of them: the leading one needs no name.
  public var shapes: [NamedShape] {
    enumerated().map { NamedShape(name: $0 == 0 ? "" : $1.column, $1.task.shape) }
  }
}

/// A layer of a saved stack.
public struct SavedLayer: Codable, Hashable, Sendable {
  /// The name in the catalog.
  public let name: String
  /// How often it is repeated.
  public let count: Int
  /// Its settings, defaults included.
  public let arguments: [String: ArgumentValue]
  /// The layers in its parentheses; nil for none.
  public let inner: [SavedLayer]?
  /// The layers beside it; nil for none.
  public let joined: [SavedLayer]?

  /// The layer of a stack.
  public init(_ element: StackElement) {
    name = element.entry.name
    count = element.count
    var arguments: [String: ArgumentValue] = [:]
    for spec in element.entry.arguments {
      let value = element.arguments[spec]
      if !Self.late.contains(spec) || value != spec.defaultValue { arguments[spec.name] = value }
    }
    self.arguments = arguments
    inner = element.inner.isEmpty ? nil : element.inner.map { SavedLayer($0) }
    joined = element.joined.isEmpty ? nil : element.joined.map { SavedLayer($0) }
  }

  /// Settings that older files do not know, named only where they are not what they were before.
  private static let late = [
    EmbedLayer.tune.spec, EmbedLayer.wordDropout.spec, EmbedLayer.tied.spec,
    RecurrentEntries.peephole.spec,
    RecurrentEntries.weightDropout.spec, SigmoidHead.threshold.spec, SoftmaxHead.tied.spec,
    AdaptiveHead.cutoffs.spec, AdaptiveHead.divValue.spec, RegressionHead.delta.spec,
    RegressionHead.levels.spec, AttendLayer.score.spec, AttendLayer.heads.spec,
    AttendLayer.inputFeeding.spec,
  ]

  /// The element of a stack; nil when this engine has no such layer or setting.
  public var element: StackElement? {
    guard let entry = LayerCatalog.entry(name), (1...1000).contains(count) else { return nil }
    var values: [String: ArgumentValue] = [:]
    for (name, value) in arguments {
      guard let spec = entry.arguments.first(where: { $0.name == name }),
        let accepted = try? spec.accept(value)
      else { return nil }
      values[name] = accepted
    }
    guard entry.arguments.allSatisfy({ $0.defaultValue != nil || values[$0.name] != nil }) else {
      return nil
    }
    var element = StackElement(entry, Arguments(values, for: entry.arguments), count: count)
    let (within, beside) = (inner ?? [], joined ?? [])
    (element.inner, element.joined) = (within.compactMap(\.element), beside.compactMap(\.element))
    let isWhole = element.inner.count == within.count && element.joined.count == beside.count
    return isWhole ? element : nil
  }
}

extension ArgumentValue: Codable {
  /// Loads a yes or no, a number or a word, or a list of numbers or words.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let flag = try? container.decode(Bool.self) {
      self = .boolean(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let word = try? container.decode(String.self) {
      self = .word(word)
    } else if let numbers = try? container.decode([Double].self) {
      self = .numbers(numbers)
    } else {
      self = .words(try container.decode([String].self))
    }
  }

  /// Saves the bare value.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .integer(let number): try container.encode(number)
    case .number(let number): try container.encode(number)
    case .boolean(let flag): try container.encode(flag)
    case .word(let word): try container.encode(word)
    case .numbers(let numbers): try container.encode(numbers)
    case .words(let words): try container.encode(words)
    }
  }
}
