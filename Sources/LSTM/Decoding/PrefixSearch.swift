// SPDX-License-Identifier: Apache-2.0

/// Looks for the transcripts with the highest probability over all their ways, some side by side (prefix beam
/// search; Graves 2012, Hannun and others 2014).
///
/// Without a language model only mass is lost that falls out of the beam: with one as wide as there are
/// texts the search is exhaustive.
struct PrefixSearch {
  private let options: SearchOptions
  /// What texts are like beside the probabilities of the steps; nil where that does not count.
  private let language: SymbolLanguage?

  init(_ options: SearchOptions, _ language: SymbolLanguage? = nil) {
    self.options = options
    self.language = options.languageWeight > 0 ? language : nil
  }

  /// Whether it looks for more than the most probable symbol of each step.
  var isNeeded: Bool { options.transcriptBeam > 1 || language != nil }

  /// Whether rows can be searched side by side.
  var canBeShared: Bool { language == nil }

  /// Does something that searches: the weights of the language model are packed once.
  func holding(_ body: () -> Void) {
    guard let language else { return body() }
    language.holding(body)
  }

  /// A text, as the symbol after the text before it.
  private struct Prefix {
    let parent: Int
    let symbol: Int
    let length: Int
    /// The texts that go on from it, by their symbols.
    var children: [Int: Int] = [:]
    /// The logarithm of its probability as text.
    var language = 0.0
    /// Its state in the language model; nil before it is read.
    var state: Int?
  }

  /// A text that is looked for, and the sums over its ways that end with a blank and with its last symbol.
  private struct Entry {
    let prefix: Int
    var blank = ScaledNumber.zero
    var symbol = ScaledNumber.zero

    var sum: ScaledNumber { blank + symbol }
  }

  /// The best transcripts of some steps, the best first.
  func texts(_ steps: TranscriptSteps) -> [WrittenText] {
    var prefixes = [Prefix(parent: -1, symbol: steps.symbols, length: 0)]
    prefixes[0].state = language?.begin()
    var entries = [Entry(prefix: 0, blank: .one)]
    for step in 0..<steps.count {
      let next = extend(entries, by: steps[step], blank: steps.symbols, &prefixes)
      entries = best(next, prefixes).map { next[$0] }
      if let language { read(entries, language, &prefixes) }
    }
    return best(entries, prefixes, atEnd: true).prefix(max(1, options.best)).map { place in
      var tokens: [Int32] = []
      var at = entries[place].prefix
      while at > 0 {
        tokens.append(Int32(truncatingIfNeeded: prefixes[at].symbol))
        at = prefixes[at].parent
      }
      tokens.reverse()
      return WrittenText(
        tokens: tokens, score: score(entries[place], prefixes, atEnd: true), isCut: false,
        origins: steps.starts(of: tokens))
    }
  }

  /// All ways on by a step.
  private func extend(
    _ entries: [Entry], by shares: UnsafePointer<Float>, blank: Int, _ prefixes: inout [Prefix]
  ) -> [Entry] {
    var next: [Entry] = []
    var places: [Int: Int] = [:]
    func place(of prefix: Int) -> Int {
      if let found = places[prefix] { return found }
      places[prefix] = next.count
      next.append(Entry(prefix: prefix))
      return next.count - 1
    }
    let symbols = symbols(shares, blank, beside: entries.map { prefixes[$0.prefix].symbol })
    for entry in entries {
      let (sum, last) = (entry.sum, prefixes[entry.prefix].symbol)
      let own = place(of: entry.prefix)
      next[own].blank = next[own].blank + sum * Double(shares[blank])
      if last != blank {
        next[own].symbol = next[own].symbol + entry.symbol * Double(shares[last])
      }
      for symbol in symbols {
        // The same symbol again is another one only after a blank.
        let before = symbol == last ? entry.blank : sum
        guard before.value > 0 else { continue }
        let child = child(of: entry.prefix, symbol, &prefixes)
        let at = place(of: child)
        next[at].symbol = next[at].symbol + before * Double(shares[symbol])
      }
    }
    return next
  }

  private func child(of prefix: Int, _ symbol: Int, _ prefixes: inout [Prefix]) -> Int {
    if let known = prefixes[prefix].children[symbol] { return known }
    var child = Prefix(parent: prefix, symbol: symbol, length: prefixes[prefix].length + 1)
    if let language, let state = prefixes[prefix].state {
      child.language = prefixes[prefix].language + language.logarithm(of: symbol, after: state)
    }
    prefixes.append(child)
    prefixes[prefix].children[symbol] = prefixes.count - 1
    return prefixes.count - 1
  }

  /// The symbols that texts can go on by.
  ///
  /// With a less probable one none would stay in the beam but a text that is there already. Nothing that is
  /// unknown is written.
  private func symbols(
    _ shares: UnsafePointer<Float>, _ count: Int, beside last: [Int]
  ) -> [Int] {
    var best: [Int] = []
    for symbol in 1..<max(count, 1) where shares[symbol] > 0 {
      if best.count == options.transcriptBeam + 2, shares[symbol] <= shares[best[best.count - 1]] {
        continue
      }
      var place = best.count
      while place > 0, shares[best[place - 1]] < shares[symbol] { place -= 1 }
      best.insert(symbol, at: place)
      if best.count > options.transcriptBeam + 2 { best.removeLast() }
    }
    var known = Set(best)
    for symbol in last where symbol > 0 && symbol < count && shares[symbol] > 0 {
      if known.insert(symbol).inserted { best.append(symbol) }
    }
    return best
  }

  /// Reads the texts that are new in a beam with the language model.
  private func read(_ entries: [Entry], _ language: SymbolLanguage, _ prefixes: inout [Prefix]) {
    let new = entries.map(\.prefix).filter { prefixes[$0].state == nil }
    guard !new.isEmpty else { return }
    let states = language.read(
      new.map { (after: prefixes[prefixes[$0].parent].state ?? 0, symbol: prefixes[$0].symbol) })
    for (prefix, state) in zip(new, states) { prefixes[prefix].state = state }
  }

  /// The places of the best of some texts, the best first; of equal ones the earlier.
  private func best(_ entries: [Entry], _ prefixes: [Prefix], atEnd: Bool = false) -> ArraySlice<
    Int
  > {
    let scores = entries.map { score($0, prefixes, atEnd: atEnd) }
    return entries.indices.filter { scores[$0] > -.infinity }.sorted {
      (scores[$1], entries[$0].prefix) < (scores[$0], entries[$1].prefix)
    }.prefix(max(1, options.transcriptBeam))
  }

  private func score(_ entry: Entry, _ prefixes: [Prefix], atEnd: Bool) -> Double {
    let sum = entry.sum
    guard sum.value > 0 else { return -.infinity }
    guard let language else { return sum.logarithm }
    let prefix = prefixes[entry.prefix]
    var text = prefix.language
    if atEnd, let state = prefix.state { text += language.logarithmOfEnd(after: state) }
    return sum.logarithm + options.languageWeight * text
      + options.languageBonus * Double(prefix.length)
  }
}

extension TranscriptSteps {
  /// Where each symbol of a text begins: on its most probable way.
  func starts(of tokens: [Int32]) -> [Int32] {
    guard !tokens.isEmpty, CTC.steps(for: tokens) <= count else { return [] }
    let states = 2 * tokens.count + 1
    var sums = [Double](repeating: -.infinity, count: states)
    // How many states back each state came from at each step.
    var origins = [UInt8](repeating: 0, count: count * states)
    for step in 0..<count {
      let own = self[step]
      let silence = naturalLogarithm(Double(max(own[symbols], 1e-38)))
      let before = sums
      for state in 0..<states {
        let isSymbol = state & 1 == 1
        var (best, from) = (before[state], 0)
        if step == 0 { best = state < 2 ? 0 : -.infinity }
        if step > 0, state > 0, before[state - 1] > best { (best, from) = (before[state - 1], 1) }
        if step > 0, isSymbol, state > 1, tokens[state >> 1] != tokens[(state >> 1) - 1],
          before[state - 2] > best
        {
          (best, from) = (before[state - 2], 2)
        }
        origins[step * states + state] = UInt8(from)
        sums[state] =
          best
          + (isSymbol
            ? naturalLogarithm(Double(max(own[Int(tokens[state >> 1])], 1e-38))) : silence)
      }
    }
    var state = sums[states - 1] > sums[states - 2] ? states - 1 : states - 2
    var starts = [Int32](repeating: 0, count: tokens.count)
    for step in stride(from: count - 1, through: 0, by: -1) {
      if state & 1 == 1 { starts[state >> 1] = Int32(truncatingIfNeeded: step) }
      state -= Int(origins[step * states + state])
    }
    return starts
  }
}

/// The searches of the rows of a batch: each part has rows of its own, and writes what it finds at their places.
struct PrefixSearchRows: SharedWork {
  let search: PrefixSearch
  let values: Matrix
  let layout: BatchLayout
  let parts: Int
  let found: UnsafeMutableBufferPointer<[WrittenText]>

  func run(_ part: Int) {
    for row in Compute.part(part, of: parts, in: layout.rows) {
      found[row] = search.texts(TranscriptSteps(values, layout, row))
    }
  }
}
