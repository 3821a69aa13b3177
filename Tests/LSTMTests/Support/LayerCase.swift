// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// A catalog entry with some settings in the smallest model that it fits in.
///
/// From the entry's own declaration come all cases there are, so a new layer is tested without a
/// change here.
struct LayerCase: Sendable, CustomTestStringConvertible {
  /// How many tokens the models of the cases know.
  static let vocabulary = 11
  /// The characters that their tokens are spelt with, `<unk>` included.
  static let characters = Vocabulary(fitting: [["a", "b", "c", "d", "e"]])

  let entry: LayerEntry
  let arguments: Arguments
  /// How often the layer is repeated.
  let count: Int
  /// The layers around it, and itself.
  let stack: [StackElement]
  let model: Model

  /// Every entry by itself, with each other value of each argument, and repeated where it can be.
  static let all: [LayerCase] =
    LayerCatalog.entries.flatMap { entry in
      settings(of: entry).flatMap { values in
        [1, 2].compactMap { LayerCase(entry, values, count: $0) }
      }
    } + joins

  /// Layers beside one another: of tokens, of sequences, and of one vector a row.
  private static let joins: [LayerCase] = [
    [stackElement("embed", 3), characters(2)],
    [stackElement("bilstm", 3), stackElement("dense", 2), stackElement("bigru", 2, count: 2)],
    [stackElement("mean"), stackElement("last"), stackElement("max")],
    [stackElement("dense", 3), stackElement("dense", 2)],
    [stackElement("embed", 3), stackElement("inputs")],
    [stackElement("lstm", 3), stackElement("inputs")],
  ].compactMap { LayerCase(joined: $0) }

  /// Layers over characters.
  static func characters(_ units: Int) -> StackElement {
    var element = stackElement("chars")
    element.inner = [stackElement("embed", 3), stackElement("bilstm", units)]
    return element.fitted(to: characters, characters: characters)
  }

  /// Layers beside one another; nil for those that do not go together.
  private init?(joined layers: [StackElement]) {
    guard var element = layers.first else { return nil }
    element.joined = Array(layers.dropFirst())
    (entry, arguments, count) = (element.entry, element.arguments, 1)
    stack = Self.stack(around: element)
    guard let model = Self.model(stack) else { return nil }
    self.model = model
  }

  /// Nil for what cannot be repeated.
  private init?(_ entry: LayerEntry, _ values: [String: ArgumentValue], count: Int) {
    self.entry = entry
    self.count = count
    arguments = Arguments(values, for: entry.arguments)
    var element = StackElement(entry, arguments, count: count)
    if entry.takesStack { element = Self.characters(2) }
    if entry.takesStack, count > 1 { return nil }
    stack = Self.stack(around: element)
    guard let model = Self.model(stack) else { return nil }
    self.model = model
  }

  var testDescription: String {
    let settings = entry.arguments.compactMap { spec in
      arguments[spec].map { "\(spec.name)=\($0)" }
    }
    let own = ([entry.name] + settings + (count > 1 ? ["x\(count)"] : [])).joined(separator: " ")
    let joined = stack.flatMap(\.joined).map(\.entry.name)
    return ([own] + joined).joined(separator: " + ")
  }

  /// A network with all weights at random, also those that start as constants.
  func network(_ compute: Compute = Compute(threads: 1)) -> Network {
    let network = Network(model, compute: compute)
    var random = RandomValues(testDescription)
    network.weights.copy(from: random.floats(model.layout.count, bound: 0.7))
    return network
  }

  private static func settings(of entry: LayerEntry) -> [[String: ArgumentValue]] {
    var base: [String: ArgumentValue] = [:]
    for spec in entry.arguments where spec.defaultValue == nil {
      base[spec.name] = values(of: spec).first
    }
    let others = entry.arguments.flatMap { spec in
      values(of: spec).filter { $0 != base[spec.name] && $0 != spec.defaultValue }.map { value in
        base.merging([spec.name: value]) { $1 }
      }
    }
    return [base] + others
  }

  private static func values(of spec: ArgumentSpec) -> [ArgumentValue] {
    switch spec.kind {
    case .integer(let range):
      [.integer(min(max(5, range.lowerBound), range.upperBound))]
    case .number:
      [0.3, 1, 3].map { .number($0) }.filter { (try? spec.accept($0)) != nil }.prefix(1).map { $0 }
    case .boolean:
      [.boolean(true), .boolean(false)]
    case .choice(let words), .integerOr(_, let words):
      words.map { .word($0) }
    case .text, .path, .duration, .numbers, .words:
      []
    }
  }

  private static func stack(around element: StackElement) -> [StackElement] {
    let end = element.entry.make == nil ? [] : [stackElement("output")]
    return switch element.entry.consumption(element.arguments) {
    case .tokens, .numbers: [element] + end
    case .sequence, .vector: [stackElement("embed", 4), element] + end
    case .either: [stackElement("embed", 4), stackElement("lstm", 3), element] + end
    }
  }

  /// For three classes, or for two where the stack wants that.
  private static func model(_ stack: [StackElement]) -> Model? {
    do {
      return try Model(stack, inputs: TinyData.inputs, targets: [.classes(3)])
    } catch .sigmoidNeedsTwoClasses, .thresholdNeedsSigmoid {
      return try? Model(stack, inputs: TinyData.inputs, targets: [.classes(2)])
    } catch {
      return nil
    }
  }
}

/// A layer by its name in the catalog, with its number of units and perhaps other settings.
func stackElement(
  _ name: String, _ units: Int, _ settings: [String: ArgumentValue] = [:], count: Int = 1
) -> StackElement {
  stackElement(
    name, settings.merging(["units": .integer(units)]) { $1 }, count: count)
}

/// A layer by its name in the catalog, with some settings.
func stackElement(
  _ name: String, _ settings: [String: ArgumentValue] = [:], count: Int = 1
) -> StackElement {
  guard let entry = LayerCatalog.entry(name) else {
    Issue.record("no layer \(name)")
    return StackElement(OutputElement.entry, Arguments(for: []))
  }
  return StackElement(entry, Arguments(settings, for: entry.arguments), count: count)
}
