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
  public struct Description: Codable, Hashable, Sendable {
    /// The layers, as the stack asked for them.
    public let stack: [SavedLayer]
    /// Which column the texts stood in.
    public let textColumn: String
    /// Which column the classes stood in.
    public let targetColumn: String
    /// What is predicted; nil stands for a class.
    public let target: Target.Kind?
    /// The scheme of the tags; nil for others than those of entities.
    public let scheme: TagScheme?
    /// What turns a text into numbers.
    public let transform: TextTransform
    /// The names of the classes.
    public let labels: Labels
    /// What is said of a text beside that; nil for nothing.
    public let others: [SavedTarget]?
    /// How the file of the training rows was read; nil for rows of the script, and in older files.
    public let reading: SavedReading?
    /// What stands between the labels, or phrases, of a cell; nil stands for a comma.
    public let separator: String?
    /// The script that made the model, expanded.
    public let script: String
    /// The hash of the data that it was trained on.
    public let dataFingerprint: String
    /// The epoch whose weights these are.
    public let keptEpoch: Int

    /// A description.
    public init(
      stack: [SavedLayer], textColumn: String, targetColumn: String,
      target: Target.Kind = .class, scheme: TagScheme? = nil, transform: TextTransform,
      labels: Labels, others: [SavedTarget] = [], reading: SavedReading? = nil,
      separator: String = TargetCells().separator, script: String,
      dataFingerprint: String, keptEpoch: Int
    ) {
      self.stack = stack
      self.textColumn = textColumn
      self.targetColumn = targetColumn
      self.target = target == .class ? nil : target
      self.scheme = scheme
      self.transform = transform
      self.labels = labels
      self.others = others.isEmpty ? nil : others
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

/// A class that is said of a text beside its tags.
public struct SavedTarget: Codable, Hashable, Sendable {
  /// The column of the target.
  public let column: String
  /// The names of the classes.
  public let labels: Labels

  /// What a target says.
  public init(_ target: Target) {
    column = target.name
    labels = target.labels
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
      let value = element.arguments[spec.name]
      if !Self.late.contains(spec) || value != spec.defaultValue { arguments[spec.name] = value }
    }
    self.arguments = arguments
    inner = element.inner.isEmpty ? nil : element.inner.map { SavedLayer($0) }
    joined = element.joined.isEmpty ? nil : element.joined.map { SavedLayer($0) }
  }

  /// Settings that older files do not know, named only where they are not what they were before.
  private static let late = [
    EmbedLayer.tune, EmbedLayer.wordDropout, RecurrentEntries.peephole,
    RecurrentEntries.weightDropout, SigmoidHead.threshold, SoftmaxHead.tied,
    AdaptiveHead.cutoffs, AdaptiveHead.divValue,
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
