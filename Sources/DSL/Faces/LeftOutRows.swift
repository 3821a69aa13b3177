// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The rows that do not train for the number of their tokens.
extension Dataset {
  /// How many there are, as the end of a title; empty for none.
  var leftOutCount: String {
    let count = summary.skipped.rows.count
    return count == 0 ? "" : ", \(Amount.grouped(count)) left out of training"
  }

  /// How many each rule leaves out, and where the first one stands: a line a rule.
  var leftOut: [String] {
    let noun = task is any Writing ? "pair" : "row"
    return summary.skipped.counts.map { count in
      "left out of training: \(Amount.grouped(count.rows)) \(noun)\(count.rows == 1 ? "" : "s") "
        + "\(count.rule), the first at \(place(of: count.first))"
    }
  }

  /// Where a row stands: its file and line, or its number.
  func place(of row: Int) -> String {
    let line = origins.line(of: row)
    return origins.path(of: row).map { "\($0):\(line)" } ?? "row \(line)"
  }
}
