// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What a `compare` statement defines: two evaluations of the same rows, held against each other.
final class ComparisonObject: ScriptObject {
  let name: String
  /// What is compared with, and what is compared.
  let first: EvaluationObject
  let second: EvaluationObject
  /// The figures; the first is the one that fields are of.
  let metrics: [MetricEntry]
  /// How many resamples there are.
  let samples: Int
  /// Where these start.
  let seed: UInt64
  /// What came of it, figure by figure: nil where a resample does not define one.
  var tests: [PairedBootstrap?] = []

  init(
    name: String, _ first: EvaluationObject, _ second: EvaluationObject, metrics: [MetricEntry],
    samples: Int, seed: UInt64
  ) {
    self.name = name
    (self.first, self.second) = (first, second)
    self.metrics = metrics
    (self.samples, self.seed) = (samples, seed)
  }

  var kind: ObjectKind { .comparison }

  /// The settings of `compare`.
  static let options = [samplesKey.spec]

  static let samplesKey = ArgumentKey.integer(
    "samples", 100...1_000_000, default: 1000,
    help: "how many times as many rows are drawn, with replacement, the same of both evaluations")

  var title: String {
    guard let test = tests.first ?? nil else { return "comparison \(name): not run yet" }
    return "comparison \(name): \(metrics[0].name) \(FixedDecimal.signed(test.difference)) from "
      + "\(first.name) to \(second.name), p \(Self.share(test.pValue))"
  }

  static let fields = [
    FieldSpec(name: "first", type: .number, summary: "the figure of the first evaluation"),
    FieldSpec(name: "second", type: .number, summary: "the figure of the second evaluation"),
    FieldSpec(
      name: "difference", type: .number,
      summary: "the second less the first, of the figure after `by`, else of the leading one"),
    FieldSpec(
      name: "low", type: .number, summary: "the lower end of the 95 % interval of the difference"),
    FieldSpec(name: "high", type: .number, summary: "the upper end of that interval"),
    FieldSpec(
      name: "p", type: .number,
      summary: "the probability of so large a difference if there were none"),
  ]

  static let facets: [(name: String, summary: String)] = []

  func value(of field: String) -> Value? {
    guard let test = tests.first ?? nil else { return nil }
    let number: Double? =
      switch field {
      case "first": test.baseline.score
      case "second": test.candidate.score
      case "difference": test.difference
      case "low": test.low
      case "high": test.high
      case "p": test.pValue
      default: nil
      }
    return number.map { .number($0) }
  }

  func absence(of field: String) -> String? {
    tests.isEmpty || tests.first ?? nil != nil ? nil : metrics[0].absence
  }

  private static func share(_ value: Double) -> String { FixedDecimal.string(value, decimals: 3) }

  func tables(facets: [String], full: Bool) -> [ResultTable] {
    guard !tests.isEmpty else { return [] }
    let rows = zip(metrics, tests).map { metric, test -> [String] in
      guard let test else { return [metric.name, "-", "-", "-", "-", "-", "-"] }
      return [
        metric.name, metric.text(test.baseline.score), metric.text(test.candidate.score),
        FixedDecimal.signed(test.difference), FixedDecimal.signed(test.low),
        FixedDecimal.signed(test.high),
        Self.share(test.pValue),
      ]
    }
    return [
      ResultTable(
        title: "\(name): \(first.place), \(Amount.grouped(first.result?.rows.count ?? 0)) rows",
        columns: ["", first.name, second.name, "difference", "from", "to", "p"],
        alignments: [.left] + Array(repeating: .right, count: 6), rows: rows,
        footnotes: [
          "difference: \(second.name) less \(first.name), and where 95 % of "
            + "\(Amount.grouped(samples)) resampled ones lie",
          "p: how probable so large a difference is if there is none (paired bootstrap)",
        ])
    ]
  }

  /// What a log notes of it.
  var record: Record {
    let test = tests.first ?? nil
    let numbers = [
      ("first_figure", test?.baseline.score), ("second_figure", test?.candidate.score),
      ("difference", test?.difference), ("low", test?.low), ("high", test?.high),
      ("p", test?.pValue),
    ]
    return Record(
      "compare",
      [
        ("name", .text(name)), ("first", .text(first.name)), ("second", .text(second.name)),
        ("metric", .text(metrics[0].name)), ("samples", .number(Double(samples))),
        ("rows", .number(Double(first.result?.rows.count ?? 0))),
      ] + numbers.compactMap { field, value in value.map { (field, .number($0)) } })
  }
}
