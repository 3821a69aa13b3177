// SPDX-License-Identifier: Apache-2.0

/// Where the repository of a folder stands; read from its files, as no other program is started.
public struct GitState: Codable, Hashable, Sendable {
  /// The commit that is checked out.
  public var commit: String
  /// The branch; nil for none.
  public var branch: String?

  /// The state of the repository that holds a folder; nil where there is none, or no commit yet.
  public init?(of folder: String) {
    guard let repository = Self.repository(of: folder),
      let head = SmallFile.text(repository + "/HEAD", limit: 4096)?.trimmed
    else { return nil }
    guard head.hasPrefix("ref: ") else {
      guard Self.isCommit(head) else { return nil }
      commit = head
      return
    }
    let reference = String(head.dropFirst(5)).trimmed
    // A further working tree keeps its HEAD, and has its branches elsewhere.
    let common = SmallFile.text(repository + "/commondir", limit: 4096).map {
      Self.path($0.trimmed, from: repository)
    }
    let folders = [repository, common].compactMap { $0 }
    guard let found = folders.lazy.compactMap({ Self.commit(of: reference, in: $0) }).first else {
      return nil
    }
    commit = found
    branch = reference.hasPrefix("refs/heads/") ? String(reference.dropFirst(11)) : reference
  }

  private static func repository(of folder: String) -> String? {
    var place = folder
    for _ in 0..<64 {
      let candidate = place + "/.git"
      if SmallFile.exists(candidate + "/HEAD") { return candidate }
      if let text = SmallFile.text(candidate, limit: 4096), text.hasPrefix("gitdir: ") {
        return path(String(text.dropFirst(8)).trimmed, from: place)
      }
      guard let slash = place.lastIndex(of: "/"), slash != place.startIndex else { return nil }
      place = String(place[..<slash])
    }
    return nil
  }

  private static func commit(of reference: String, in repository: String) -> String? {
    if let own = SmallFile.text(repository + "/" + reference, limit: 256)?.trimmed, isCommit(own) {
      return own
    }
    guard let packed = SmallFile.bytes(repository + "/packed-refs", limit: 1 << 24) else {
      return nil
    }
    let ending = Array((" " + reference).utf8)
    let line = packed.split(separator: UInt8(ascii: "\n")).first {
      $0.suffix(ending.count) == ending[...]
    }
    return line.map { String(decoding: $0.prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self) }
      .flatMap { isCommit($0) ? $0 : nil }
  }

  private static func isCommit(_ text: String) -> Bool {
    text.utf8.count >= 40 && text.allSatisfy(\.isHexDigit)
  }

  private static func path(_ path: String, from folder: String) -> String {
    path.hasPrefix("/") ? path : folder + "/" + path
  }
}
