// SPDX-License-Identifier: Apache-2.0

/// Reads HTML as far as its elements go, to find one that is not closed.
struct HTMLOutline {
  /// Elements that have no end.
  private static let void: Set = ["meta", "link", "br", "hr", "img"]

  /// What is wrong; nil when every element is closed in its turn.
  private(set) var problem: String?
  /// How many elements there are of each name.
  private(set) var counts: [String: Int] = [:]

  /// Reads a page.
  init(_ html: String) {
    var open: [String] = []
    for part in html.split(separator: "<").dropFirst() where !part.hasPrefix("!") {
      guard let end = part.firstIndex(of: ">") else {
        problem = "a tag is not closed: \(part.prefix(30))"
        return
      }
      var tag = part[..<end]
      let isEmpty = tag.hasSuffix("/")
      if tag.first == "/" {
        tag.removeFirst()
        guard open.popLast() == String(tag) else {
          problem = "</\(tag)> closes nothing"
          return
        }
        continue
      }
      let name = String(tag.prefix { $0.isLetter || $0.isNumber })
      counts[name, default: 0] += 1
      if !isEmpty, !Self.void.contains(name) { open.append(name) }
    }
    if !open.isEmpty { problem = "not closed: \(open.joined(separator: ", "))" }
  }
}
