// SPDX-License-Identifier: Apache-2.0

import Testing

@Suite struct HouseTests {
  @Test(arguments: House.targets.map(\.name))
  func roomsAreThoseThatAreListed(name: String) throws {
    let target = try #require(House.targets.first { $0.name == name })
    let rooms = Set(try SwiftFile.files(of: name).map(\.room)).subtracting([""])
    #expect(rooms == Set(target.rooms.joined()))
  }

  @Test(arguments: House.targets.map(\.name))
  func noRoomUsesOneThatStandsAfterIt(name: String) throws {
    let target = try #require(House.targets.first { $0.name == name })
    let files = try SwiftFile.files(of: name)
    for trespass in House.trespasses(in: target, files) { Issue.record("\(trespass)") }
  }

  @Test(arguments: House.targets.map(\.name))
  func importsAreThoseThatAreListed(name: String) throws {
    let target = try #require(House.targets.first { $0.name == name })
    for file in try SwiftFile.files(of: name) {
      let forbidden = file.imports.intersection(House.importable).subtracting(target.imports)
      #expect(forbidden.isEmpty, "\(file.path) imports \(forbidden.sorted())")
    }
  }

  /// The rooms `A`, then `B` and `C`, with these files.
  private func trespasses(_ files: [(room: String, code: String)]) -> [String] {
    let target = House.Target(name: "T", rooms: [["A"], ["B", "C"]], imports: [])
    return House.trespasses(
      in: target,
      files.map { SwiftFile(path: "\($0.room).swift", room: $0.room, Array($0.code.utf8)) }
    ).map(\.description)
  }

  @Test func aUseAgainstTheOrderIsFound() {
    let early = "struct Early { var value: Late? }"
    #expect(
      trespasses([("A", early), ("B", "struct Late {}")]) == ["A.swift uses Late of B"])
    #expect(trespasses([("B", early), ("A", "struct Late {}")]) == [])
    #expect(trespasses([("B", early), ("B", "struct Late {}")]) == [])
    #expect(
      trespasses([("B", early), ("C", "struct Late {}")]) == ["B.swift uses Late of C"])
    #expect(trespasses([("", early), ("C", "struct Late {}")]) == [])
    #expect(trespasses([("A", early), ("", "struct Late {}")]) == ["A.swift uses Late of "])
    #expect(
      trespasses([("A", "extension Late {}"), ("B", "public final class Late {}")])
        == ["A.swift uses Late of B"])
  }

  @Test func whatIsNoTypeOfAnotherFileIsNoUse() {
    for code in [
      "// Late", "/* a /* Late */ Late */", "let text = \"Late\"",
      "let text = #\"a\"Late\\(Late)\"#",
      "let text = \"\"\"\n  Late \\\"\"\" Late\n  \"\"\"", "let value = Other.Late",
      "struct Late {}", "func f<Late: Equatable>(_ value: Late) {}",
    ] {
      #expect(trespasses([("A", code), ("B", "struct Late {}")]) == [], "\(code)")
    }
    for declaration in ["private struct Late {}", "struct Outer { struct Late {} }"] {
      #expect(trespasses([("A", "let a: Late"), ("B", declaration)]) == [], "\(declaration)")
    }
    for code in [
      "let text = \"a \\(\"b\" + Late.name)\"", "let text = #\"\\#(Late())\"#",
      "let a = 0..<Late.end", "let text = \"\"\"\n  a \\(Late.self) b\n  \"\"\"",
      "let c = \"\\\"\"; let a: Late",
    ] {
      #expect(
        trespasses([("A", code), ("B", "enum Late {}")]) == ["A.swift uses Late of B"], "\(code)")
    }
  }
}
