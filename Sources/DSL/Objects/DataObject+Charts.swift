// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Pictures of a data set.
extension DataObject {
  static let plots = rowPlots + soundPlots

  /// Those of all rows.
  private static let rowPlots = [
    (
      name: "classes",
      summary: "rows of each class, or by the number to predict, by split; of series their numbers"
    ),
    (name: "lengths", summary: "texts by their number of tokens, by split"),
  ]

  /// Those of recordings.
  static let soundPlots = [
    (name: "wave", summary: "the first recording, or the one that is named: its samples over time"),
    (
      name: "frames",
      summary: "the first recording, or the one that is named: its features over time, as they are "
        + "before scaling"
    ),
  ]

  var plots: [(name: String, summary: String)] {
    Self.rowPlots + (dataset.numbers?.recordings == nil ? [] : Self.soundPlots)
  }

  func chart(_ plot: String) -> Chart? {
    guard dataset.rowCount > 0 else { return nil }
    if let windows = dataset.windows { return plot == "lengths" ? nil : seriesChart(windows) }
    if plot == "lengths" { return dataset.isStream ? nil : lengthsChart }
    if let facts = dataset.target.facts as? NumberFacts { return numbersChart(facts.numbers) }
    return dataset.target.allNames.isEmpty ? nil : classesChart
  }

  /// The rows by the number that is to be predicted, the first of several.
  private func numbersChart(_ numbers: RawNumbers) -> Chart {
    Chart(
      "\(name): rows by \(numbers.names[0])", x: ChartAxis(numbers.names[0]),
      y: ChartAxis("rows", isWhole: true),
      body: .histogram(
        Histogram(
          filledSplits.map { split in
            (
              name: split.rawValue,
              numbers: dataset.splits[split].map { numbers.column(0, of: $0)[0] }
            )
          }, most: 30, isWhole: false)))
  }

  /// The numbers of the first series over its steps, by split.
  private func seriesChart(_ windows: WindowInput) -> Chart {
    let (grid, target) = (windows.grid, windows.targetNames[0])
    let numbers = Array(grid.values(of: 0, series: 0))
    var ends: [SplitName: Int] = [:]
    for split in filledSplits {
      let own = dataset.splits[split].map { windows.windows[$0] }.filter { $0.series == 0 }
      ends[split] = own.last.map { $0.origin + windows.transform.horizon }
    }
    var start = 0
    var lines: [Curves.Line] = []
    for split in SplitName.allCases {
      guard let end = ends[split], end >= start else { continue }
      lines.append(
        Curves.Line(
          split.rawValue,
          (start...end).compactMap { step in
            numbers[step].isNaN ? nil : ChartPoint(Double(step + 1), numbers[step])
          }))
      start = end
    }
    let one = grid.names[0].isEmpty ? "" : " of \(grid.names[0])"
    return Chart(
      "\(name): \(target)\(one)", x: ChartAxis("step", isWhole: true), y: ChartAxis(target),
      body: .curves(Curves(lines: lines)))
  }

  /// A picture of the recording of a row; nil for one of something else.
  ///
  /// Throws what is wrong with its file.
  func chart(_ plot: String, ofRecording row: Int) throws(DataError) -> Chart? {
    guard let numbers = dataset.numbers, let recordings = numbers.recordings,
      recordings.names.indices.contains(row)
    else { return nil }
    if plot == "wave" {
      return waveChart(try recordings.sound(of: row), recordings.names[row])
    }
    return plot == "frames" ? framesChart(numbers, recordings, row) : nil
  }

  /// The row that a text names, from 0: by its number from 1, or by the file of a recording; nil for none.
  func rowNumber(_ text: String) -> Int? {
    if let row = dataset.numbers?.recordings?.names.firstIndex(of: text) { return row }
    return Int(text).flatMap { (1...max(dataset.rowCount, 1)).contains($0) ? $0 - 1 : nil }
  }

  /// The samples of a recording.
  private func waveChart(_ wave: Waveform, _ name: String) -> Chart {
    Chart(
      "\(self.name): \(name)", x: ChartAxis("seconds"), y: ChartAxis("sample"),
      body: .curves(
        Curves(lines: [
          Curves.Line(
            "", wave.envelope(atMost: 800).map { ChartPoint($0.seconds, Double($0.sample)) })
        ])))
  }

  /// The features of a recording.
  private func framesChart(_ numbers: NumberInput, _ recordings: Recordings, _ row: Int) -> Chart {
    let name = recordings.names[row]
    let step = recordings.transform.recipe.step / 1000
    let width = numbers.raw.features
    let values = numbers.raw[row]
    let frames = values.count / width
    return Chart(
      "\(self.name): \(name)",
      x: ChartAxis("seconds", range: 0...Double(frames) * step),
      y: ChartAxis("feature", isWhole: true, range: 1...Double(width)),
      body: .raster(
        Raster(
          rows: (0..<width).reversed().map { feature in
            (0..<frames).map { values[values.startIndex + $0 * width + feature] }
          })))
  }

  private var classesChart: Chart {
    let parts = dataset.summary.parts.filter { $0.rows > 0 }
    return Chart(
      "\(name): rows of each class", x: ChartAxis("rows", isWhole: true),
      body: .bars(
        BarGroups(
          names: dataset.target.allNames,
          series: parts.map { part in
            BarGroups.Series(part.name.rawValue, part.classCounts.map(Double.init))
          }, isStacked: true)))
  }

  private var lengthsChart: Chart {
    let numbers = filledSplits.map { split in
      (
        name: split.rawValue,
        numbers: dataset.splits[split].map { Double(dataset.length(of: $0)) }
      )
    }
    let mean = FixedDecimal.string(dataset.summary.meanLength, decimals: 1)
    return Chart(
      dataset.text == nil
        ? "\(name): steps a row, mean \(mean)" : "\(name): tokens a text, mean \(mean)",
      x: ChartAxis(dataset.text == nil ? "steps" : "tokens", isWhole: true),
      y: ChartAxis(dataset.text == nil ? "rows" : "texts", isWhole: true),
      body: .histogram(Histogram(numbers, most: 40, isWhole: true)))
  }
}
