// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What the cells of a column are, gathered in one pass over them.
struct ColumnProfile {
  /// What most of its cells are.
  enum Kind: String {
    case empty = "empty"
    case number = "number"
    case whole = "whole number"
    case time = "time"
    case category = "category"
    case text = "text"
    case steps = "sequence"
  }

  let name: String
  private(set) var rows = 0
  private(set) var missing = 0
  private(set) var distinct = DistinctCount()
  /// Its numbers, its times, and the lengths of its texts and sequences.
  private(set) var numbers = EvenSample()
  private(set) var times = EvenSample()
  private(set) var lengths = EvenSample()
  private(set) var steps = EvenSample()
  /// The first text among the cells.
  private(set) var firstText: String?
  private var areWhole = true
  private var counts = NameCounts()

  /// Nothing yet of a column.
  ///
  /// - Parameter columns: how many share the memory that profiles may take.
  init(_ name: String, among columns: Int = 1) {
    self.name = name
    let most = min(max(Self.cells / max(columns, 1), 1 << 12), EvenSample.usual)
    numbers.most = most
    times.most = most
    lengths.most = most
    steps.most = most
    distinct.most = min(max(Self.cells / max(columns, 1), 1000), DistinctCount.usual)
  }

  /// How many cells of all columns are kept, roughly.
  private static let cells = 1 << 23

  /// Takes one cell.
  mutating func take(_ meaning: CellMeaning) {
    rows += 1
    switch meaning {
    case .missing: missing += 1
    case .number(let number):
      numbers.take(number)
      areWhole = areWhole && number == number.rounded()
      distinct.take(number.bitPattern)
      if counts.isOpen { counts.take(Self.text(number)) }
    case .time(let seconds):
      times.take(seconds)
      distinct.take(seconds.bitPattern)
    case .steps(let count):
      steps.take(Double(count))
    case .text(let text):
      if firstText == nil { firstText = text }
      lengths.take(Double(text.unicodeScalars.count))
      distinct.take(text)
      if counts.isOpen { counts.take(text) }
    }
  }

  /// How many cells hold something.
  var known: Int { rows - missing }

  /// What the column is: of numbers with a few other cells it is one of numbers.
  var kind: Kind {
    if known == 0 { return .empty }
    if steps.count > 0 { return .steps }
    if times.count * 20 > known * 19 { return .time }
    if numbers.count * 20 > known * 19 { return areWhole ? .whole : .number }
    return counts.isOpen && counts.areShort && distinct.count * 2 <= known ? .category : .text
  }

  /// Cells that are none of what the column is of.
  var odd: Int {
    switch kind {
    case .number, .whole: known - numbers.count
    case .time: known - times.count
    case .empty, .category, .text, .steps: 0
    }
  }

  /// What its least, median and largest are of.
  var measured: EvenSample {
    switch kind {
    case .number, .whole: numbers
    case .time: times
    case .steps: steps
    case .empty, .category, .text: lengths
    }
  }

  /// The least, the median and the largest, in its own units.
  var range: [String] {
    let sample = measured
    guard sample.count > 0, kind != .category else { return ["", "", ""] }
    return [sample.least, sample.quantile(0.5), sample.largest].map { value in
      kind == .time ? TimeText.of(value) : Self.text(value)
    }
  }

  /// A whole number with all its digits, another one with those that tell something.
  private static func text(_ number: Double) -> String {
    number == number.rounded() ? number.spelled : NumberFace.text(number)
  }

  /// How its cells are spread: the most frequent of few, else a histogram.
  var shape: String {
    let few = kind == .category || kind == .whole && counts.isOpen && distinct.count <= 5
    guard few else { return Spark.of(measured.numbers, isWhole: kind != .number && kind != .time) }
    let shown = counts.ordered.prefix(3).map { name, count in
      "\(Excerpt.of(name, columns: 16)) \(Share.percent(count, of: known))"
    }
    let more = counts.ordered.count - shown.count
    return shown.joined(separator: ", ") + (more > 0 ? ", \(more) more" : "")
  }
}

/// How many different cells there are, up to a limit.
struct DistinctCount {
  /// Up to how many are told apart where nothing else is said.
  static let usual = 100_000

  /// Up to how many are told apart.
  var most = Self.usual
  private var hashes: Set<Fingerprint> = []
  /// Whether there are more than are told apart.
  private(set) var isMore = false

  /// How many there are, or the limit.
  var count: Int { isMore ? most : hashes.count }

  /// Takes a number by its bits.
  mutating func take(_ bits: UInt64) {
    take(withUnsafeBytes(of: bits) { Fingerprint($0) })
  }

  private mutating func take(_ hash: Fingerprint) {
    guard !isMore else { return }
    hashes.insert(hash)
    guard hashes.count > most else { return }
    (isMore, hashes) = (true, [])
  }

  mutating func take(_ text: String) {
    guard !isMore else { return }
    take(Fingerprint(text.utf8))
  }

  /// `12`, `over 100,000`.
  var text: String { (isMore ? "over " : "") + Amount.grouped(count) }
}

/// How often each of a few names occurs.
struct NameCounts {
  /// How many names are told apart at most.
  static let most = 1000
  /// The columns that a name takes at most where it stands for a category.
  private static let longest = 60

  private var counts: [String: Int] = [:]
  /// Whether there are no more names than that.
  private(set) var isOpen = true
  /// Whether all of them are short.
  private(set) var areShort = true

  mutating func take(_ name: String) {
    counts[name, default: 0] += 1
    if name.utf8.count > Self.longest { areShort = false }
    guard counts.count > Self.most else { return }
    (isOpen, counts) = (false, [:])
  }

  /// The names, the most frequent first, of equal ones in the order of their bytes.
  var ordered: [(name: String, count: Int)] {
    counts.sorted { one, other in
      one.value != other.value
        ? one.value > other.value : one.key.utf8.lexicographicallyPrecedes(other.key.utf8)
    }.map { (name: $0.key, count: $0.value) }
  }
}

/// Shares as percentages.
enum Share {
  static func percent(_ count: Int, of all: Int, decimals: Int = 0) -> String {
    if decimals == 0, count > 0, 200 * count < all { return "< 1 %" }
    return percent(all == 0 ? 0 : Double(count) / Double(all), decimals: decimals)
  }

  static func percent(_ share: Double, decimals: Int = 1) -> String {
    FixedDecimal.string(100 * share, decimals: decimals) + " %"
  }
}

/// Points in time as ISO 8601 has them.
enum TimeText {
  /// Seconds since 1970 as a date, with the time of day where it is not midnight.
  static func of(_ seconds: Double) -> String {
    guard let (date, clock) = UniversalTime.parts(seconds) else { return NumberFace.text(seconds) }
    guard clock > 0 else { return date }
    return date + " " + UniversalTime.clock(clock, withSeconds: clock % 60 > 0)
  }
}
