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
    let (weights, gradient) = (Buffer(), Buffer())
    weights.copy(from: start)
    for step in 0..<10 {
      let row = step * count..<(step + 1) * count
      // Twice as large, to be scaled by a half.
      gradient.copy(from: gradients[row].map { 2 * $0 })
      optimizer.beginStep()
      // In two stretches, as threads and parameters cut them.
      for range in [0..<20, 20..<count] {
        optimizer.update(
          Stretch(range: range, isRegularized: true), of: weights, by: gradient, scale: 0.5,
          kernels)
      }
      expectClose(weights.contents, Array(history[row]), "\(name) after step \(step)")
    }
  }

  @Test(arguments: ["sgd", "adam", "adagrad"], KernelTable.available)
  func tenStepsOfATableAgree(name: String, kernels: KernelTable) throws {
    let fixture = try Fixture("tables")
    let start = try fixture.values("start")
    let columns = try fixture.shape("start")[1]
    let rows = try fixture.integers("rows")
    let gradients = try fixture.values("gradients")
    let history = try fixture.values("\(name).parameters")
    let optimizer = try optimizer(name, fixture, count: start.count)
    let (weights, gradient) = (Buffer(), Buffer(count: start.count))
    weights.copy(from: start)
    for step in 0..<10 {
      optimizer.beginStep()
      for place in [2 * step, 2 * step + 1] {
        let range = rows[place] * columns..<(rows[place] + 1) * columns
        for (at, source) in zip(range, place * columns..<(place + 1) * columns) {
          gradient.base[at] = gradients[source]
        }
        optimizer.update(
          Stretch(range: range, isRegularized: false), of: weights, by: gradient, scale: 1,
          kernels)
      }
      let expected = history[step * start.count..<(step + 1) * start.count]
      expectClose(weights.contents, Array(expected), "\(name) after step \(step)")
    }
  }

  @Test(arguments: ["sgd_momentum", "sgd_nesterov", "rmsprop", "rmsprop_momentum"])
  func aRowIsUpdatedAsIfItWereAlone(name: String) throws {
    let settings = try Fixture("optimizers")
    var random = RandomValues(name)
    let start = random.floats(40)
    let together = try optimizer(name, settings, count: 40)
    let alone = try optimizer(name, settings, count: 20)
    let (table, row, gradient) = (Buffer(), Buffer(), Buffer())
    table.copy(from: start)
    row.copy(from: Array(start[20...]))
    for step in 0..<9 {
      let touched = step % 3 == 0 ? [1] : step % 3 == 1 ? [0] : [0, 1]
      gradient.copy(from: random.floats(40))
      together.beginStep()
      for index in touched {
        let stretch = Stretch(range: 20 * index..<20 * (index + 1), isRegularized: false)
        together.update(stretch, of: table, by: gradient, scale: 0.5, .reference)
      }
      guard touched.contains(1) else { continue }
      gradient.copy(from: Array(gradient.contents[20...]))
      alone.beginStep()
      let stretch = Stretch(range: 0..<20, isRegularized: false)
      alone.update(stretch, of: row, by: gradient, scale: 0.5, .reference)
    }
    expectSameBits(Array(table.contents[20...]), row.contents, name)
  }

  @Test func onlyRegularizedWeightsDecay() throws {
    let fixture = try Fixture("optimizers")
    for (isRegularized, expected) in [(true, Float(0.999_9)), (false, 1)] {
      let optimizer = try optimizer("adamw", fixture, count: 1)
      let weights = Buffer()
      weights.copy(from: [1])
      optimizer.beginStep()
      optimizer.update(
        Stretch(range: 0..<1, isRegularized: isRegularized), of: weights, by: Buffer(count: 1),
        scale: 1, .reference)
      #expect(weights.contents == [expected])
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
      let numbers = entry.arguments.compactMap { spec in
        if case .number(let number)? = defaults[spec] { (spec.name, number) } else { nil }
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
