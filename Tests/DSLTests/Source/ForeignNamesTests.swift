// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

@Suite struct ForeignNamesTests {
  /// All options that a script can set.
  private static let ours: Set<String> = {
    var names: [String] = []
    names += TrainingOptions.arguments.map(\.name)
    names += OptimizerCatalog.entries.flatMap(\.arguments).map(\.name)
    names += ScheduleCatalog.entries.flatMap(\.arguments).map(\.name)
    names += LayerCatalog.entries.flatMap(\.arguments).map(\.name)
    names += RoleCatalog.entries.flatMap(\.options).map(\.name)
    names += DataFormats.all.flatMap(\.options).map(\.name)
    names += SweepOptions.search.map(\.name) + SplitName.allCases.map(\.rawValue)
    names += [SweepOptions.folds.name, SweepOptions.valid.name, "seed", "from"]
    return Set(names)
  }()

  @Test func everyOptionThatIsNamedExists() {
    for group in ForeignNames.options {
      #expect(Self.ours.contains(group[0]), "\(group[0])")
      #expect(Set(group).count == group.count && group.count > 1, "\(group[0])")
      #expect(group.allSatisfy { $0 == $0.lowercased() }, "\(group[0])")
    }
    #expect(Set(ForeignNames.options.map { $0[0] }).count == ForeignNames.options.count)
  }

  @Test func aNameIsOnlyForeignWhereOursIsKnown() {
    #expect(ForeignNames.option("learning_rate", among: ["lr"]) == "write `lr=…`")
    #expect(ForeignNames.option("Learning_Rate", among: ["lr"]) == "write `lr=…`")
    #expect(ForeignNames.option("learning_rate", among: ["units"]) == nil)
    #expect(ForeignNames.option("epochs", among: ["epochs"]) == nil)
    #expect(ForeignNames.option("timeout", among: ["max_time"]) == "write `max_time=…`")
    #expect(ForeignNames.option("timeout", among: ["max_time", "time"]) == "write `time=…`")
    #expect(ForeignNames.option("stateful", among: [])?.hasPrefix("leave it out") == true)
    #expect(ForeignNames.option("nothing_of_the_kind", among: ["lr"]) == nil)
  }

  @Test func aWordIsOnlyForeignWhereOursIsAChoice() {
    #expect(ForeignNames.choice("balanced", among: ["none", "auto"]) == "write `auto`")
    #expect(ForeignNames.choice("balanced", among: ["adam"]) == nil)
    #expect(ForeignNames.choice("ReduceLROnPlateau", among: ["plateau"]) == "write `plateau`")
    #expect(ForeignNames.choice("val_f1", among: ["loss", "f1"]) == "write `f1`")
    #expect(ForeignNames.choice("odd", among: ["loss"]) == nil)
  }

  @Test func noLayerRoleOrStatementOfOursIsForeign() {
    for entry in LayerCatalog.entries where !["output", "max", "mean"].contains(entry.name) {
      #expect(ForeignNames.layer(entry.name) == nil, "\(entry.name)")
    }
    for entry in RoleCatalog.entries where entry.name != "split" {
      #expect(ForeignNames.role(entry.name) == nil, "\(entry.name)")
    }
    for verb in StatementVerb.allCases {
      #expect(ForeignNames.statement(verb.rawValue) == nil, "\(verb.rawValue)")
    }
  }
}
