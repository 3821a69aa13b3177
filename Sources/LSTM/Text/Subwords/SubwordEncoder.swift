// SPDX-License-Identifier: Apache-2.0

/// Writes texts in subword units.
///
/// Any text has units, in which it can be read back byte by byte as far as the splitter keeps it. What a
/// run of characters gave is remembered, which changes nothing but the time. Used by one thread at a time.
final class SubwordEncoder {
  private let vocabulary: SubwordVocabulary
  private let splitter: SubwordSplitter
  private let remembers: Bool
  private var run = SubwordRun()
  private var joined = JoinedUnits()
  /// The runs that are remembered, and where the units of each end.
  private var known = TokenIndex()
  private var ends: [Int] = []
  private var units: [Int32] = []

  /// The longest run that is remembered, in bytes.
  private static let mostBytes = 32
  /// How many are remembered at most; about 50 bytes each.
  private static let mostRuns = 1 << 17

  /// An encoder that has seen nothing yet.
  ///
  /// - Parameter remembers: whether it remembers runs; for a single text that does not pay.
  init(
    _ vocabulary: SubwordVocabulary, _ splitter: SubwordSplitter = SubwordSplitter(),
    remembers: Bool = true
  ) {
    self.vocabulary = vocabulary
    self.splitter = splitter
    self.remembers = remembers
  }

  /// The units of a text in its normal form; none for an empty one.
  func encode(_ text: String) -> [Int32] {
    var ids: [Int32] = []
    encode(text, into: &ids)
    return ids
  }

  /// Adds the units of a text to others.
  func encode(_ text: String, into ids: inout [Int32]) {
    splitter.forEachRun(in: text, &run) { run in encode(run.bytes.span, into: &ids) }
  }

  /// Adds the units of a text where some joins are left out.
  func encode(_ text: String, _ dropout: MergeDropout, into ids: inout [Int32]) {
    var dropout = dropout
    splitter.forEachRun(in: text, &run) { run in
      joined.fill(run.bytes.span, in: vocabulary)
      joined.join(by: vocabulary.merges, &dropout)
      ids.append(contentsOf: joined.units)
    }
  }

  /// The units of a text with what each covers of it.
  func pieces(of text: String) -> [SubwordPiece] {
    var pieces: [SubwordPiece] = []
    var run = SubwordRun(isTracked: true)
    splitter.forEachRun(in: text, &run) { run in
      var start = 0
      for unit in cut(run.bytes.span) {
        let end = start + vocabulary.byteCount(of: unit)
        let range = run.places[start].lowerBound..<run.places[end - 1].upperBound
        pieces.append(SubwordPiece(unit: unit, range: range))
        start = end
      }
    }
    return pieces
  }

  private func cut(_ run: Span<UInt8>) -> [Int32] {
    joined.fill(run, in: vocabulary)
    joined.join(by: vocabulary.merges)
    return joined.units
  }

  private func encode(_ run: Span<UInt8>, into ids: inout [Int32]) {
    if !remembers || run.count > Self.mostBytes { return ids.append(contentsOf: cut(run)) }
    if let number = known.find(run) {
      let end = ends[Int(number)]
      let start = number == 0 ? 0 : ends[Int(number) - 1]
      for at in start..<end { ids.append(units[at]) }
      return
    }
    let found = cut(run)
    ids.append(contentsOf: found)
    guard ends.count < Self.mostRuns else { return }
    _ = known.insert(run)
    units.append(contentsOf: found)
    ends.append(units.count)
  }
}
