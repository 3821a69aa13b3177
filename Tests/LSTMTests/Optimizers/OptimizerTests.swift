// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct OptimizerTests {
  private static let cases = [
    "sgd", "sgd_momentum", "sgd_nesterov", "adam", "adamw", "rmsprop", "rmsprop_momentum",
    "adagrad",
  ]
  /// Our names for the settings in the fixture.
  private static let settings = [
    "learning_rate": "lr", "momentum": "momentum", "beta1": "beta1", "beta2": "beta2",
    "epsilon": "eps", "decay": "alpha", "weight_decay": "weight_decay",
  ]

  @Test(arguments: cases, KernelTable.available)
  func tenStepsAgree(name: String, kernels: KernelTable) throws {
    let fixture = try Fixture("optimizers")
    let gradients = try fixture.values("gradients")
    let history = try fixture.values("\(name).parameters")
    let start = try fixture.values("start")
    let count = start.count
    let optimizer = try optimizer(name, fixture, count: count)
    let call = KernelCall([start, start])
    for step in 0..<10 {
      let row = step * count..<(step + 1) * count
      for at in 0..<count { call[1][at] = gradients[row.lowerBound + at] }
      optimizer.beginStep()
      // In two stretches, as threads and parameters cut them.
      for range in [0..<20, 20..<count] {
        optimizer.update(range, isRegularized: true, gradients: call[1], weights: call[0], kernels)
      }
      expectClose(
        (0..<count).map { call[0][$0] }, Array(history[row]), "\(name) after step \(step)")
    }
  }

  @Test func onlyRegularizedWeightsDecay() throws {
    let fixture = try Fixture("optimizers")
    for (isRegularized, expected) in [(true, Float(0.999_9)), (false, 1)] {
      let optimizer = try optimizer("adamw", fixture, count: 1)
      let call = KernelCall([[1], [0]])
      optimizer.beginStep()
      optimizer.update(
        0..<1, isRegularized: isRegularized, gradients: call[1], weights: call[0], .reference)
      #expect(call[0][0] == expected)
    }
  }

  @Test func catalogIsComplete() {
    let names = OptimizerCatalog.entries.map(\.name)
    #expect(names == ["adam", "adamw", "sgd", "rmsprop", "adagrad"])
    #expect(Set(Self.cases.map { $0.prefix { $0 != "_" } }) == Set(names.map { $0[...] }))
    for entry in OptimizerCatalog.entries {
      #expect(entry.arguments.first?.name == "lr")
      for spec in entry.arguments {
        #expect(!spec.help.isEmpty)
        let value = spec.defaultValue
        #expect(value.map { (try? spec.accept($0)) == value } == true, "\(entry.name) \(spec.name)")
      }
    }
    #expect(OptimizerCatalog.entry("lbfgs") == nil)
  }

  @Test func defaultsAreTheUsualOnes() {
    let expected: [String: [String: Double]] = [
      "adam": ["lr": 1e-3, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8],
      "adamw": ["lr": 1e-3, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0.01],
      "sgd": ["lr": 0.01, "momentum": 0],
      "rmsprop": ["lr": 1e-3, "alpha": 0.99, "eps": 1e-8, "momentum": 0],
      "adagrad": ["lr": 0.01, "eps": 1e-10],
    ]
    for entry in OptimizerCatalog.entries {
      let defaults = Arguments(for: entry.arguments)
      let numbers = entry.arguments.filter { $0.kind != .boolean }.map {
        ($0.name, defaults.number($0.name))
      }
      #expect(Dictionary(uniqueKeysWithValues: numbers) == expected[entry.name])
    }
  }

  /// The optimizer with the settings that the fixture names.
  private func optimizer(
    _ name: String, _ fixture: Fixture, count: Int
  ) throws -> any Optimizer {
    let entry = try #require(OptimizerCatalog.entry(String(name.prefix { $0 != "_" })))
    var values: [String: ArgumentValue] = [:]
    for (theirs, ours) in Self.settings where fixture.names.contains("\(name).\(theirs)") {
      values[ours] = .number(try fixture.number("\(name).\(theirs)"))
    }
    values["nesterov"] = .boolean(fixture.names.contains("\(name).nesterov"))
    return entry.make(Arguments(values, for: entry.arguments), count)
  }
}
