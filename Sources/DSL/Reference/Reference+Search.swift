// SPDX-License-Identifier: Apache-2.0

extension Reference {
  /// Something that help knows, in a line.
  struct Entry {
    /// What it is, such as `layer`.
    let kind: String
    let name: String
    let summary: String
    /// What else is searched for words.
    var keywords = ""
  }

  /// All that help knows, table by table; settings, fields and facets once for all that have them.
  static let entries: [Entry] = {
    let own = topics.map {
      Entry(kind: $0.kind, name: $0.name, summary: $0.summary, keywords: $0.form)
    }
    let settings = topics.flatMap { topic in
      topic.settings.map { setting in
        (entry: Entry(kind: "option", name: setting.name, summary: setting.help), owner: topic.name)
      }
    }
    let members = ObjectKind.allCases.flatMap { kind in
      kind.type.fields.map {
        (entry: Entry(kind: "field", name: $0.name, summary: $0.summary), owner: kind.noun)
      }
        + kind.type.facets.map {
          (entry: Entry(kind: "facet", name: $0.name, summary: $0.summary), owner: kind.noun)
        }
    }
    return own + merged(settings) + merged(members)
  }()

  /// Entries that say the same as one, with all their owners.
  private static func merged(_ found: [(entry: Entry, owner: String)]) -> [Entry] {
    var owners: [String: [String]] = [:]
    var order: [Entry] = []
    for (entry, owner) in found {
      let key = "\(entry.kind) \(entry.name) \(entry.summary)"
      if owners[key] == nil { order.append(entry) }
      owners[key, default: []].append(owner)
    }
    return order.map { entry in
      let names = owners["\(entry.kind) \(entry.name) \(entry.summary)"] ?? []
      return Entry(
        kind: entry.kind, name: entry.name,
        summary: "\(entry.summary) (\(names.joined(separator: ", ")))")
    }
  }

  /// The most lines of a search.
  private static let mostHits = 12

  /// What help knows about some words, a line each, the best first; nil when that is nothing.
  public static func search(_ words: String) -> String? {
    let hits = hits(words)
    guard !hits.isEmpty else { return nil }
    let shown = hits.prefix(mostHits)
    let heads = shown.map { "\($0.kind) \($0.name)" }
    let width = heads.map(\.count).max() ?? 0
    var lines = zip(heads, shown).map { head, entry in
      head + String(repeating: " ", count: width - head.count + 2) + entry.summary
    }
    if hits.count > shown.count { lines.append("… \(hits.count - shown.count) more") }
    return lines.joined(separator: "\n")
  }

  /// The entries that have all of the words, or where there are none of those, some of them.
  static func hits(_ words: String) -> [Entry] {
    let words = words.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "_" }
      .map(String.init)
    let phrase = words.joined(separator: " ")
    let rated = entries.enumerated().map { order, entry in
      let points = words.map { rating(of: $0, in: entry) } + [bonus(for: phrase, in: entry)]
      return (
        entry: entry, order: order, found: points.dropLast().count { $0 > 0 },
        points: points.reduce(0, +)
      )
    }
    let most = rated.map(\.found).max() ?? 0
    guard most > 0 else { return [] }
    return rated.filter { $0.found == most }
      .sorted { ($1.points, $0.order) < ($0.points, $1.order) }.map(\.entry)
  }

  /// What the words count for when they stand together.
  private static func bonus(for phrase: String, in entry: Entry) -> Int {
    guard phrase.contains(" ") else { return 0 }
    let summary = entry.summary.lowercased()
    return summary.hasPrefix(phrase) ? 8 : summary.contains(phrase) ? 4 : 0
  }

  private static func rating(of word: String, in entry: Entry) -> Int {
    let name = entry.name.lowercased()
    if name == word { return 20 }
    if name.hasPrefix(word) { return 6 }
    if name.contains(word) { return 5 }
    let summary = entry.summary.lowercased()
    let parts = summary.split { !$0.isLetter && !$0.isNumber }
    if parts.contains(where: { $0 == word }) { return 4 }
    if parts.contains(where: { $0.hasPrefix(word) }) { return 3 }
    if entry.kind == word { return 2 }
    return summary.contains(word) || entry.keywords.lowercased().contains(word) ? 1 : 0
  }
}
