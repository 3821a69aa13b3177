// SPDX-License-Identifier: Apache-2.0

/// The targets of the sources, their rooms, and who may use whom.
///
/// A room is a folder of a target. Its types may use those of their own room and of the rooms before
/// it; the rooms of one line do not use one another. A file that stands in no room may use all.
struct House {
  /// One target and its rooms.
  struct Target {
    /// The folder in `Sources`.
    let name: String
    /// The rooms in their order, those of one line together.
    let rooms: [[String]]
    /// The targets of the repository that it may import.
    let imports: Set<String>

    /// The line of a room; nil for one that is not listed.
    func line(of room: String) -> Int? {
      room.isEmpty ? rooms.count : rooms.firstIndex { $0.contains(room) }
    }
  }

  /// A type that a file uses although it stands in a room where it may not look for it.
  struct Trespass: Hashable, CustomStringConvertible {
    let file: String
    let type: String
    let home: String

    var description: String { "\(file) uses \(type) of \(home)" }
  }

  /// The targets of the product.
  static let targets = [
    Target(
      name: "LSTM",
      rooms: [
        ["Machine"], ["Calendar"], ["Files"], ["Catalog"], ["Tensor"], ["Kernels"], ["Text"],
        ["Parameters"], ["Sound"],
        ["Metrics"],
        ["Losses"], ["Optimizers", "Schedules"], ["Layers"], ["Heads"], ["Data"], ["Tasks"],
        ["Models"], ["Decoding"],
        ["Training"], ["Generation", "Search"], ["Predicting"], ["Inspection"], ["Checkpoints"],
      ],
      imports: [
        "CPlatform", "CStemmer", "CZlib", "KernelsAVX2", "KernelsAVX512", "KernelsNEON",
      ]),
    Target(
      name: "DSL",
      rooms: [
        ["Source"], ["Syntax"], ["Formatting"], ["Charts"], ["Values"], ["Faces"], ["Objects"],
        ["Planning"],
        ["Builtins"], ["Problems"], ["Reports"], ["Semantics"], ["Notebook"], ["Runtime"],
        ["Reference"], ["Completion"],
      ],
      imports: ["LSTM", "Records"]),
    Target(name: "Records", rooms: [["System"], ["Facts"], ["Spool"], ["Index"]], imports: []),
    Target(
      name: "REPL",
      rooms: [
        ["System"], ["Rendering"], ["Plotting"], ["Sinks"], ["Notebook"], ["Commands"], ["Input"],
        ["Commandline"],
      ],
      imports: ["CReadline", "DSL"]),
  ]

  /// All targets that a file could import.
  static let importable = Set(targets.map(\.name)).union(targets.flatMap(\.imports))

  /// The uses of types that stand against the order of the rooms.
  static func trespasses(in target: Target, _ files: [SwiftFile]) -> [Trespass] {
    var homes: [String: [SwiftFile]] = [:]
    for file in files { for type in file.declared { homes[type, default: []].append(file) } }
    var found: [Trespass] = []
    for file in files {
      for type in file.used.sorted() {
        let places = homes[type, default: []]
        guard !places.isEmpty, !places.contains(where: { $0.room == file.room }) else { continue }
        let isAllowed = places.contains { place in
          guard let own = target.line(of: file.room), let other = target.line(of: place.room) else {
            return false
          }
          return other < own
        }
        if !isAllowed { found.append(Trespass(file: file.path, type: type, home: places[0].room)) }
      }
    }
    return found
  }
}
