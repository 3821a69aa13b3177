// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct StackFlowTests {
  private func element(_ name: String, _ values: [String: ArgumentValue] = [:], count: Int = 1)
    throws
    -> StackElement
  {
    let entry = try #require(LayerCatalog.entry(name))
    return StackElement(entry, Arguments(values, for: entry.arguments), count: count)
  }

  @Test func theTypeGoesAlongTheLayers() throws {
    let tokens = FlowType.tokens(vocabulary: 9)
    let embed = try element("embed", ["units": .integer(8)])
    let bilstm = try element("bilstm", ["units": .integer(4)], count: 2)
    #expect(Model.flow(behind: [], inputs: [InputShape(tokens)]) == tokens)
    #expect(Model.flow(behind: [embed], inputs: [InputShape(tokens)]) == .sequence(features: 8))
    #expect(
      Model.flow(behind: [embed, bilstm], inputs: [InputShape(tokens)])
        == .sequence(features: 8, backward: 4))
    #expect(
      Model.flow(behind: [embed, bilstm, try element("last")], inputs: [InputShape(tokens)])
        == .vector(features: 8))
  }

  @Test func theTypeGoesThroughLayersOfLayers() throws {
    let tokens = FlowType.tokens(vocabulary: 9)
    var chars = try element("chars")
    chars.inner = [
      try element("embed", ["units": .integer(3)]), try element("bilstm", ["units": .integer(2)]),
    ]
    #expect(Model.flow(behind: [chars], inputs: [InputShape(tokens)]) == .sequence(features: 4))
    var join = try element("embed", ["units": .integer(8)])
    join.joined = [chars]
    #expect(Model.flow(behind: [join], inputs: [InputShape(tokens)]) == .sequence(features: 12))
    // What was read from the end stands after the rest.
    var both = try element("bilstm", ["units": .integer(4)])
    both.joined = [try element("dense", ["units": .integer(3)]), both]
    #expect(
      Model.flow(behind: [join, both], inputs: [InputShape(tokens)])
        == .sequence(features: 19, backward: 8))
  }

  @Test func whatDoesNotFitHasNone() throws {
    let tokens = FlowType.tokens(vocabulary: 9)
    let embed = try element("embed", ["units": .integer(8)])
    #expect(Model.flow(behind: [try element("last")], inputs: [InputShape(tokens)]) == nil)
    #expect(Model.flow(behind: [embed, embed], inputs: [InputShape(tokens)]) == nil)
    #expect(
      Model.flow(behind: [embed, try element("output")], inputs: [InputShape(tokens)]) == nil)
  }

  /// A layer fits where a stack with it is a model, and nowhere else.
  @Test(arguments: LayerCatalog.entries.map(\.name))
  func fittingIsWhatAModelTakes(name: String) throws {
    let tokens = FlowType.tokens(vocabulary: 9)
    let embed = try element("embed", ["units": .integer(8)])
    let values: [String: ArgumentValue] = [
      "units": .integer(4), "rate": .number(0.5),
    ]
    var layer = try element(name, values)
    if layer.entry.takesStack { layer.inner = [embed] }
    let befores: [[StackElement]] = [[], [embed], [embed, try element("max")]]
    for before in befores {
      let flow = try #require(Model.flow(behind: before, inputs: [InputShape(tokens)]))
      var stack = before + [layer]
      if name == "embed" || layer.entry.takesStack { stack.append(try element("max")) }
      if name != "output" { stack.append(try element("output")) }
      let isModel = (try? Model(stack, input: tokens, classes: 2)) != nil
      #expect(layer.entry.fits(flow) == isModel, "\(before.count) layers before")
    }
  }
}
