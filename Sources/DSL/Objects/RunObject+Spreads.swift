// SPDX-License-Identifier: Apache-2.0

import LSTM

/// How the numbers of a run's parameters, and of their gradients, are spread.
extension RunObject {
  private static let bins = 40
  /// How many powers of ten an axis of magnitudes has at most.
  private static let mostDecades = 12

  private static func text(_ value: Double) -> String {
    FixedDecimal.plain(value.rounded(significant: 3))
  }

  /// A histogram for each parameter, over what it covers.
  var weightsChart: Chart? {
    guard let network = outcome?.network else { return nil }
    let panels = model.layout.slots.map { slot -> HistogramPanels.Panel in
      let values = network.values(of: slot)
      let spread = ValueSpread(values)
      let range = spread.most - spread.least
      return HistogramPanels.Panel(
        name: slot.name,
        counts: ValueSpread.counts(
          values, bins: Self.bins, from: spread.least, to: spread.most),
        low: Self.text(spread.least), high: Self.text(spread.most),
        zero: range > 0 && spread.least <= 0 && spread.most >= 0 ? -spread.least / range : nil,
        note: "mean \(Self.text(spread.mean)), deviation \(Self.text(spread.deviation))")
    }
    guard !panels.isEmpty else { return nil }
    return Chart(
      "\(name): weights", body: .panels(HistogramPanels(panels)),
      notes: ["how many numbers lie where, each parameter over its own range; dashed is 0"])
  }

  /// A histogram for each parameter of the magnitudes of its gradient in one batch, all over the same powers
  /// of ten.
  var gradientSizesChart: Chart? {
    guard let network = outcome?.network, let plan, !plan.data.dataset.splits.train.isEmpty else {
      return nil
    }
    let found = BatchGradients(
      network, plan.data.dataset.examples, rows: plan.data.dataset.splits.train,
      options: plan.options)
    let spreads = found.parameters.map { ValueSpread($0.values) }
    guard let least = spreads.compactMap(\.leastMagnitude).min(),
      let most = spreads.map(\.mostMagnitude).max(), most > 0
    else { return nil }
    let high = Int(ValueSpread.decimalExponent(most).rounded(.up))
    let low = max(
      min(Int(ValueSpread.decimalExponent(least).rounded(.down)), high - 1), high - Self.mostDecades
    )
    let panels = zip(found.parameters, spreads).map { parameter, spread in
      let zeros = 100 * Double(spread.zeros) / Double(max(spread.count, 1))
      return HistogramPanels.Panel(
        name: parameter.name,
        counts: ValueSpread.magnitudeCounts(
          parameter.values, bins: Self.bins, from: low, to: high),
        low: "1e\(low)", high: "1e\(high)",
        note: "at most \(Self.text(spread.mostMagnitude)), "
          + "\(FixedDecimal.string(zeros, decimals: 0)) % zero")
    }
    let items = plan.data.dataset.isStream ? "tokens" : "rows"
    return Chart(
      "\(name): magnitudes of the gradients of a batch of \(found.items) \(items)",
      body: .panels(HistogramPanels(panels)),
      notes: [
        "how many lie where, over powers of ten; mean loss \(FixedDecimal.figure(found.loss)), without "
          + "dropout and clipping"
      ])
  }
}
