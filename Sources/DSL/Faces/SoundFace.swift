// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Recordings.
struct SoundFace: InputFace {
  let numbers: NumberInput
  let recordings: Recordings

  /// Nil for numbers that come from no recordings.
  init?(_ numbers: NumberInput) {
    guard let recordings = numbers.recordings else { return nil }
    (self.numbers, self.recordings) = (numbers, recordings)
  }

  private var recipe: SoundRecipe { recordings.transform.recipe }
  private var facts: [SoundFacts] { recordings.facts }

  func title(_ data: Dataset) -> String {
    "\(Self.length(facts.reduce(0) { $0 + $1.seconds })) of sound, "
      + "\(recipe.width) features, \(data.summary.shortest) to \(data.summary.longest) frames a clip"
  }

  func notes(_ data: Dataset) -> [String] {
    let seconds = facts.map(\.seconds)
    var notes = [
      "a clip: \(Self.seconds(seconds.min() ?? 0)) to \(Self.seconds(seconds.max() ?? 0)), mean "
        + Self.seconds(seconds.reduce(0, +) / Double(max(seconds.count, 1)))
        + "; a frame every \(FixedDecimal.string(recipe.step, decimals: 0)) ms"
    ]
    for (rate, count) in counts(facts.map(\.rate)) where rate != recipe.rate {
      notes.append("resampled from \(rate) to \(recipe.rate) Hz: \(clips(count))")
    }
    for (channels, count) in counts(facts.map(\.channels)) where channels > 1 {
      notes.append("\(channels) channels mixed to one: \(clips(count))")
    }
    for (words, holds) in Self.oddities {
      let odd = facts.indices.filter { holds(facts[$0]) }
      guard let first = odd.first else { continue }
      notes.append("\(words): \(clips(odd.count)), the first is \(recordings.names[first])")
    }
    return notes
  }

  /// What should be known of a clip.
  private static let oddities: [(words: String, holds: @Sendable (SoundFacts) -> Bool)] = [
    ("shorter than their headers say", { $0.isCut }), ("silent", { $0.isSilent }),
    ("empty", { $0.samples == 0 }), ("with samples that are no numbers", { $0.notFinite > 0 }),
  ]

  private func counts(_ values: [Int]) -> [(value: Int, count: Int)] {
    Dictionary(values.map { ($0, 1) }, uniquingKeysWith: +).sorted { $0.key < $1.key }
      .map { (value: $0.key, count: $0.value) }
  }

  private func clips(_ count: Int) -> String { "\(count) \(count == 1 ? "clip" : "clips")" }

  static let facets = [
    (name: "sound", summary: "all numbers by which recordings become features"),
    (name: "clips", summary: "the recordings that are odd: resampled, mixed, cut off, silent"),
  ]

  func table(_ facet: String, _ data: Dataset) -> ResultTable? {
    switch facet {
    case "sound":
      ResultTable(
        title: "how recordings become features", columns: ["setting", "value"],
        alignments: [.left, .left], rows: recipe.lines.map { [$0.name, $0.value] } + changes)
    case "clips": oddClips
    case "inputs": NumbersFace(numbers: numbers).table(facet, data)
    default: nil
    }
  }

  /// How training changes clips.
  private var changes: [[String]] {
    guard let change = recordings.augmentation else { return [] }
    let number = { FixedDecimal.string($0, decimals: 0) }
    let noise = change.noise.map {
      "\(number($0.lowerBound)) to \(number($0.upperBound)) dB below the sound"
    }
    let rows: [(name: String, value: String?)] = [
      ("shift", change.shift > 0 ? "up to \(number(change.shift)) ms either way" : nil),
      ("noise", noise),
      ("gain", change.gain > 0 ? "up to \(number(change.gain)) dB either way" : nil),
      ("speed", change.speed > 0 ? "up to \(change.speed) % either way" : nil),
      (
        "masks of time",
        change.timeMasks > 0
          ? "\(change.timeMasks), up to \(number(change.timeMaskLength)) ms each" : nil
      ),
      (
        "masks of frequency",
        change.frequencyMasks > 0
          ? "\(change.frequencyMasks), up to \(change.frequencyMaskBins) bands each" : nil
      ),
    ]
    return rows.compactMap { row in row.value.map { ["in training: \(row.name)", $0] } }
  }

  private var oddClips: ResultTable {
    let rows = facts.indices.compactMap { index -> [String]? in
      let own = facts[index]
      let words =
        (own.rate != recipe.rate ? ["resampled"] : [])
        + (own.channels > 1 ? ["mixed to one channel"] : [])
        + Self.oddities.filter { $0.holds(own) }.map(\.words)
      guard !words.isEmpty else { return nil }
      return [
        recordings.names[index], own.format, String(own.rate), String(own.channels),
        Self.seconds(own.seconds), words.joined(separator: ", "),
      ]
    }
    return ResultTable(
      title: "recordings that are not as the others",
      columns: ["file", "format", "Hz", "channels", "length", "what"],
      alignments: [.left, .left, .right, .right, .right, .left], rows: rows,
      footnotes: rows.isEmpty
        ? ["none: all have one rate, one channel and all of their samples"] : [])
  }

  var rowColumns: [String] { ["file", "seconds", "frames"] }

  func rowCells(_ row: Int, _ data: Dataset) -> [String] {
    [
      recordings.names[row], FixedDecimal.string(facts[row].seconds, decimals: 2),
      String(data.length(of: row)),
    ]
  }

  var settings: [[String]] { [["sound", recordings.transform.column]] }

  /// A length of time in seconds.
  private static func seconds(_ value: Double) -> String {
    FixedDecimal.string(value, decimals: 2) + " s"
  }

  /// A length of time in the unit that suits it.
  private static func length(_ seconds: Double) -> String {
    switch seconds {
    case 3600...: FixedDecimal.string(seconds / 3600, decimals: 1) + " h"
    case 60...: FixedDecimal.string(seconds / 60, decimals: 1) + " min"
    default: FixedDecimal.string(seconds, decimals: 1) + " s"
    }
  }
}
