// SPDX-License-Identifier: Apache-2.0

import LSTM
import Records

/// Two runs of the record held against each other: what was set differently, what came of it, and
/// whether that may be chance.
struct RecordComparison {
  let first: RunRecord
  let second: RunRecord
  /// How many resamples there are.
  let samples: Int

  /// What is shown.
  var tables: [ResultTable] { [settings, figures, step].compactMap { $0 } + tests }

  private var names: [String] { ["run \(first.number)", "run \(second.number)"] }

  private func table(_ title: String, _ rows: [[String]], more: [String] = []) -> ResultTable {
    ResultTable(
      title: title, columns: [""] + names + more,
      alignments: [.left] + (names + more).map { _ in .right }, rows: rows)
  }

  // MARK: Settings

  private var settings: ResultTable {
    let facts: [(name: String, value: (RunRecord) -> String)] = [
      ("model", { $0.start.model }), ("parameters", { Amount.grouped($0.start.parameters) }),
      ("data", { $0.start.data.name }), ("data hash", { $0.start.data.fingerprint }),
      ("training rows", { String($0.start.data.rows["train"] ?? 0) }),
      ("seed", { String($0.start.seed) }), ("version", { $0.start.version }),
      ("kernels", { $0.attempts[0].start.kernels }),
      ("commit", { $0.attempts[0].start.git.map { String($0.commit.prefix(12)) } ?? "-" }),
      ("status", { $0.status.words }),
    ]
    var rows = facts.map { [$0.name, $0.value(first), $0.value(second)] }
    let keys = Set(first.start.settings.keys).union(second.start.settings.keys).sorted()
    rows += keys.map { key in
      [
        key, RecordTables.setting(first.start.settings[key]),
        RecordTables.setting(second.start.settings[key]),
      ]
    }
    let different = rows.filter { $0[1] != $0[2] }
    var found = table("what differs", different)
    if different.isEmpty {
      found.footnotes = ["nothing: all settings, the data and the seed are equal"]
    }
    return found
  }

  // MARK: Figures

  private var figures: ResultTable {
    let (one, other) = (first.figures, second.figures)
    let rows = Set(one.keys).union(other.keys).filter(RecordTables.isMain).sorted().map { name in
      let difference = one[name].flatMap { own in other[name].map { $0 - own } }
      return [name] + [one[name], other[name]].map { $0.map(FixedDecimal.figure) ?? "-" }
        + [difference.map(FixedDecimal.signed) ?? "-"]
    }
    return table("figures", rows, more: ["difference"])
  }

  /// The first epoch at which the runs differ; nil where neither has any.
  private var step: ResultTable? {
    let (one, other) = (first.epochs, second.epochs)
    guard !one.isEmpty, !other.isEmpty else { return nil }
    let place = zip(one, other).first { $0.figures != $1.figures }
    let text =
      place.map { "their epochs differ from epoch \($0.0.epoch) on" }
      ?? (one.count == other.count
        ? "all \(one.count) epochs have the same figures"
        : "the epochs that both have have the same figures")
    let weights = [first.last.end?.weights, second.last.end?.weights]
    let bits =
      weights[0] == nil || weights[1] == nil
      ? [] : [weights[0] == weights[1] ? "the weights are the same bits" : "the weights differ"]
    return ResultTable(
      title: "course", columns: [""], alignments: [.left], rows: ([text] + bits).map { [$0] })
  }

  // MARK: Tests

  /// The tests on rows that both were evaluated on, the last evaluation of each.
  private var tests: [ResultTable] {
    let pairs = second.evaluations.reversed().compactMap { theirs in
      first.evaluations.last { own in
        own.split == theirs.split && own.rows.count == theirs.rows.count
          && own.rows.fingerprint == theirs.rows.fingerprint
          && own.rows.measure == theirs.rows.measure
      }.map { ($0, theirs) }
    }
    var seen: Set<String> = []
    let tables = pairs.compactMap { own, theirs -> ResultTable? in
      guard seen.insert(own.rows.fingerprint).inserted else { return nil }
      return test(own, theirs)
    }
    guard tables.isEmpty else { return tables }
    let reason =
      first.evaluations.isEmpty || second.evaluations.isEmpty
      ? "one of them was not evaluated: `eval` after training notes the rows"
      : "they were not evaluated on the same rows"
    return [
      ResultTable(
        title: "paired test", columns: [""], alignments: [.left], rows: [["none: \(reason)"]])
    ]
  }

  private func test(_ own: EvaluationFacts, _ theirs: EvaluationFacts) -> ResultTable? {
    guard let before = RowResults.values(of: own.rows),
      let after = RowResults.values(of: theirs.rows)
    else { return nil }
    let sums = { (values: [Double]) in values.map { LossSum(sum: $0, count: 1) } }
    var rows: [[String]] = []
    var notes: [String] = []
    if let test = PairedBootstrap(
      baseline: sums(before), candidate: sums(after), resamples: samples, seed: 0,
      score: { $0.mean })
    {
      rows.append(
        [
          "bootstrap", FixedDecimal.figure(test.baseline.score),
          FixedDecimal.figure(test.candidate.score), FixedDecimal.signed(test.difference),
          FixedDecimal.signed(test.low), FixedDecimal.signed(test.high),
          FixedDecimal.string(test.pValue, decimals: 3),
        ])
      notes.append(
        "bootstrap: where 95 % of \(Amount.grouped(samples)) resampled differences of the "
          + "\(own.rows.measure) lie, and how probable so large a one is if there is none")
    }
    if own.rows.measure == "accuracy" {
      let test = McNemar(before.map { $0 == 1 }, after.map { $0 == 1 })
      rows.append(
        [
          "McNemar", String(test.onlyFirst), String(test.onlySecond),
          FixedDecimal.signed(
            Double(test.onlySecond - test.onlyFirst) / Double(max(before.count, 1))), "",
          "", FixedDecimal.string(test.pValue, decimals: 3),
        ])
      notes.append(
        "McNemar: the rows that only one of them has right, and how probable so uneven a share is "
          + "if both are as good (exact)")
    }
    let place = own.isOwn ? own.split : "\(own.data).\(own.split)"
    return ResultTable(
      title: "paired test: \(own.rows.measure) of \(Amount.grouped(own.rows.count)) \(place) rows",
      columns: [""] + names + ["difference", "from", "to", "p"],
      alignments: [.left] + Array(repeating: .right, count: 6), rows: rows, footnotes: notes)
  }
}
