// SPDX-License-Identifier: Apache-2.0

import LSTM

/// How far back the gradients of a run reach.
extension RunObject {
  /// The most texts that are looked at, and how many tokens of a stream make one.
  private static let (mostTexts, mostTokens) = (32, 200)

  /// The mean length of the gradient by distance in tokens; nil for a run without data or weights.
  private var gradientNorms: [Double]? {
    guard let network = outcome?.network, let data = plan?.data.dataset else { return nil }
    let rows = data.splits.valid.isEmpty ? data.splits.train : data.splits.valid
    let inspector = NetworkInspector(network)
    var (sums, counts) = ([Double](), [Int]())
    let (columns, chosen, targets) = pieces(of: data, rows)
    for (row, target) in zip(chosen, targets) {
      let norms = inspector.gradientNorms(columns, row: row, target: target)
      for (distance, norm) in norms.enumerated() {
        if distance == sums.count {
          sums.append(0)
          counts.append(0)
        }
        sums[distance] += norm
        counts[distance] += 1
      }
    }
    return zip(sums, counts).map { $0 / Double($1) }
  }

  /// Rows with the target value of their last output; of streams pieces, one after the other.
  private func pieces(
    of data: Dataset, _ rows: [Int]
  ) -> (columns: [any Column], rows: [Int], targets: [Int32]) {
    guard data.isStream, let row = rows.first else {
      if data.target.numbers != nil {
        let chosen = Array(rows.prefix(Self.mostTexts))
        return (data.inputs, chosen, chosen.map { _ in 0 })
      }
      // A class that nobody trains has no score.
      let known = rows.lazy.filter { (data.target.values[$0].last ?? 0) < data.classCount }
      let chosen = Array(known.prefix(Self.mostTexts))
      return (data.inputs, chosen, chosen.map { data.target.values[$0].last ?? 0 })
    }
    let (tokens, outputs) = (Array(data.tokens[row]), Array(data.target.values[row]))
    let size = min(Self.mostTokens, tokens.count)
    let count = min(Self.mostTexts, tokens.count / size)
    var column = TokenColumn()
    for index in 0..<count { column.append(tokens[index * size..<(index + 1) * size]) }
    return ([column], Array(0..<count), (1...count).map { outputs[$0 * size - 1] })
  }

  /// The gradient at distances that double.
  var gradientsTable: ResultTable {
    guard let norms = gradientNorms, let first = norms.first else {
      return ResultTable(
        title: "\(name) has no data of its own to take gradients on", columns: [], alignments: [],
        rows: [])
    }
    let distances = [0] + (0..<20).map { 1 << $0 }.filter { $0 < norms.count }
    return ResultTable(
      title: "\(name): gradient of the last loss with respect to earlier tokens",
      columns: ["tokens before", "gradient", "of the last"], alignments: [.right, .right, .right],
      rows: distances.map { distance in
        [
          String(distance), FixedDecimal.plain(norms[distance].rounded(significant: 3)),
          FixedDecimal.string(first > 0 ? norms[distance] / first : 0, decimals: 4),
        ]
      },
      footnotes: [
        "mean over at most \(Self.mostTexts) texts of the validation rows; what falls to zero cannot "
          + "be learned from, what grows explodes"
      ])
  }

  /// The gradient by distance as a curve.
  var gradientsChart: Chart? {
    guard let norms = gradientNorms, !norms.isEmpty else { return nil }
    return Chart(
      "\(name): gradient by distance", x: ChartAxis("tokens before", isWhole: true),
      y: ChartAxis("gradient", isLogarithmic: true),
      body: .curves(
        Curves(
          lines: [
            Curves.Line(
              "gradient", norms.enumerated().map { ChartPoint(Double($0.offset), $0.element) })
          ], rules: [])))
  }
}
