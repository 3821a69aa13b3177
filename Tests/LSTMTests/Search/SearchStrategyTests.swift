// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// Laws of every strategy.
@Suite struct SearchStrategyTests {
  private static let names = SearchStrategyCatalog.entries.map(\.name)

  @Test func catalogIsInOrder() {
    #expect(Set(Self.names).count == Self.names.count)
    #expect(SearchStrategyCatalog.entry("grid") == nil)
    for entry in SearchStrategyCatalog.entries {
      #expect(SearchStrategyCatalog.entry(entry.name)?.name == entry.name)
      #expect(!entry.summary.isEmpty)
      for spec in entry.arguments {
        let value = spec.defaultValue
        #expect(value.map { (try? spec.accept($0)) == value } == true, "\(spec.name)")
        #expect(!spec.help.isEmpty)
      }
    }
  }

  @Test(arguments: names) func pointsAreInTheSpace(name: String) throws {
    let space = try SearchSpace([
      SearchDimension("a", .real(-1e300, 7e307, log: false)),
      SearchDimension("b", .real(1e-300, 1e300, log: true)),
      SearchDimension("c", .integer(.min, .max, log: false)),
      SearchDimension("d", .integer(1, .max, log: true)),
      SearchDimension("e", .integer(3, 3, log: true)),
      SearchDimension("f", .real(0.5, 0.5, log: true)),
      SearchDimension("g", .choice(1)), SearchDimension("h", .choice(.max)),
    ])
    let trials = try run(name, space, trials: 40) { Double($0) }
    #expect(trials.allSatisfy { space.contains($0.point) })
    #expect(Set(trials.map(\.point)).count == 40)
  }

  @Test(arguments: names) func proposalsDependOnWhatIsGivenAlone(name: String) throws {
    let objective = try Objective.bowl()
    let trials = try run(name, objective.space, trials: 30) { Double(($0 * 7) % 11) }
    // Again, and taken up in the middle by a strategy that was not there before.
    #expect(try run(name, objective.space, trials: 30) { Double(($0 * 7) % 11) } == trials)
    let strategy = try strategy(name)
    let next = strategy.propose(
      trial: 20, space: objective.space, past: Array(trials[..<20]), random: RandomSource(seed: 1))
    #expect(next == trials[20].point)
    // The seed and the number of the trial are part of it.
    let others = [(20, UInt64(2)), (21, 1)].map { trial, seed in
      strategy.propose(
        trial: trial, space: objective.space, past: Array(trials[..<20]),
        random: RandomSource(seed: seed))
    }
    #expect(Set(others + [next]).count == 3)
  }

  @Test(arguments: names) func orderOfDimensionsDoesNotMatter(name: String) throws {
    let space = try Objective.mixed().space
    let turned = try SearchSpace(space.dimensions.reversed())
    let trials = try run(name, space, trials: 40) { Double(($0 * 7) % 11) }
    let others = try run(name, turned, trials: 40) { Double(($0 * 7) % 11) }
    #expect(others.map { $0.point.values.reversed() } == trials.map(\.point.values))
  }

  @Test(arguments: names) func everyPointIsTriedBeforeOneIsTriedAgain(name: String) throws {
    let space = try SearchSpace([
      SearchDimension("layers", .integer(1, 4, log: true)), SearchDimension("cell", .choice(3)),
      SearchDimension("bias", .choice(2)), SearchDimension("rate", .real(0.5, 0.5, log: false)),
    ])
    let trials = try run(name, space, trials: 30) { $0 % 5 == 3 ? nil : Double(($0 * 7) % 11) }
    #expect(Set(trials[..<24].map(\.point)).count == 24)
    #expect(trials.allSatisfy { space.contains($0.point) })
  }

  @Test(arguments: names) func trialsThatAllFailOrTieDoNoHarm(name: String) throws {
    let space = try Objective.mixed().space
    for value in [nil, .nan, .infinity, -.infinity, 0.0] {
      let trials = try run(name, space, trials: 25) { _ in value }
      #expect(trials.allSatisfy { space.contains($0.point) })
      #expect(Set(trials.map(\.point)).count == 25)
    }
  }

  @Test(arguments: names) func trialsFromElsewhereAreIgnored(name: String) throws {
    let space = try Objective.mixed().space
    let past = try run(name, space, trials: 20) { Double($0) }
    let foreign = [
      SearchPoint([]), SearchPoint([.choice(9), .choice(0), .integer(1), .real(0.1)]),
      SearchPoint([.real(1), .choice(0), .integer(1), .real(0.1)]),
      SearchPoint([.choice(0), .choice(0), .integer(1), .real(.nan)]),
    ].map { SearchTrial($0, value: -1) }
    let strategy = try strategy(name)
    let proposals = [past, foreign + past].map {
      strategy.propose(trial: 20, space: space, past: $0, random: RandomSource(seed: 1))
    }
    #expect(proposals[0] == proposals[1])
  }

  @Test(arguments: names) func aSpaceWithoutDimensionsHasOnePoint(name: String) throws {
    let trials = try run(name, SearchSpace([]), trials: 12) { Double($0) }
    #expect(trials.allSatisfy { $0.point == SearchPoint([]) })
  }

  @Test func valuesThatAreNotFiniteAreFailures() {
    let point = SearchPoint([.choice(0)])
    for value in [nil, Double.nan, .infinity, -.infinity] {
      #expect(SearchTrial(point, value: value).value == nil)
    }
    #expect(SearchTrial(point, value: -1.5).value == -1.5)
  }

  private func strategy(_ name: String) throws -> any SearchStrategy {
    let entry = try #require(SearchStrategyCatalog.entry(name))
    return entry.make(Arguments(for: entry.arguments))
  }

  private func run(
    _ name: String, _ space: SearchSpace, trials: Int, value: (_ trial: Int) -> Double?
  ) throws -> [SearchTrial] {
    let strategy = try strategy(name)
    var past: [SearchTrial] = []
    for trial in 0..<trials {
      let point = strategy.propose(
        trial: trial, space: space, past: past, random: RandomSource(seed: 1))
      past.append(SearchTrial(point, value: value(trial)))
    }
    return past
  }
}
