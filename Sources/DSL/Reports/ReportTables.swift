// SPDX-License-Identifier: Apache-2.0

/// Tables that all forms of a page have.
enum ReportTables {
  /// What was read: a row a data set, with its hash; nil where none was.
  static func data(_ records: [Record]) -> ResultTable? {
    guard !records.isEmpty else { return nil }
    let parts = ["rows", "train", "valid", "test"]
    return ResultTable(
      title: "Data", columns: ["name"] + parts + ["hash"],
      alignments: [.left] + parts.map { _ in .right } + [.left],
      rows: records.map { record in
        (["name"] + parts + ["fingerprint"]).map { name in
          record.fields.first { $0.name == name }.map { text($0.value) } ?? ""
        }
      })
  }

  /// The values of parameters, and whether they were given.
  static func parameters(_ parameters: [Journal.Parameter]) -> ResultTable {
    ResultTable(
      title: "Parameters in force", columns: ["name", "value", ""],
      alignments: [.left, .right, .left],
      rows: parameters.map { [$0.name, $0.value, $0.isGiven ? "given" : "default"] })
  }

  private static func text(_ field: Record.Field) -> String {
    switch field {
    case .text(let text): text
    case .number(let number): FixedDecimal.plain(number)
    case .texts(let texts): texts.joined(separator: ", ")
    case .settings(let settings):
      settings.map { "\($0.name)=\($0.text)" }.joined(separator: " ")
    }
  }

  /// The losses of the epochs that a run had come to; nil where there are none.
  static func losses(_ run: String, _ reports: [EpochReport]) -> Chart? {
    let lines = ["train.loss", "valid.loss"].compactMap { name -> Curves.Line? in
      let points = reports.compactMap { report in
        report.values.first { $0.name == name }.map { ChartPoint(Double(report.epoch), $0.value) }
      }
      return points.isEmpty ? nil : Curves.Line(name, points)
    }
    guard !lines.isEmpty else { return nil }
    return Chart(
      "run \(run), as far as it came", x: ChartAxis("epoch", isWhole: true), y: ChartAxis("loss"),
      body: .curves(Curves(lines: lines)))
  }

  /// The epochs that a run had come to when it was stopped.
  static func epochs(_ run: String, _ reports: [EpochReport]) -> ResultTable {
    let names = reports.last?.values.map(\.name) ?? []
    return ResultTable(
      title: "run \(run): epoch \(reports.last?.epoch ?? 0) of \(reports.last?.epochs ?? 0)",
      columns: ["epoch"] + names + [""],
      alignments: [.right] + names.map { _ in .right } + [.left],
      rows: reports.map { report in
        [String(report.epoch)]
          + names.map { name in
            report.values.first { $0.name == name }.map { FixedDecimal.figure($0.value) } ?? ""
          } + [report.isBest ? "best so far" : ""]
      })
  }
}
