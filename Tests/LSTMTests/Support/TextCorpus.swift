// SPDX-License-Identifier: Apache-2.0

/// Texts of `Tests/Fixtures/texts.pairs` and what other programs say of them, in `texts.scores`.
struct TextCorpus {
  /// The names of all.
  static let names = [
    "english", "german", "chinese", "marks", "unicode", "short", "cut", "nothing", "empty",
  ]

  private(set) var references: [String] = []
  private(set) var hypotheses: [String] = []
  private var figures: [String: [Double]] = [:]

  /// Reads a corpus.
  init(_ name: String) throws {
    var corpus = ""
    for line in try Self.lines(of: "texts.pairs") {
      let (kind, text) = Self.parted(line)
      switch kind {
      case "corpus": corpus = String(text)
      case "ref" where corpus == name: references.append(try Self.unescaped(text))
      case "hyp" where corpus == name: hypotheses.append(try Self.unescaped(text))
      default: continue
      }
    }
    for line in try Self.lines(of: "texts.scores") {
      let (corpus, rest) = Self.parted(line)
      guard corpus == name else { continue }
      let (figure, numbers) = Self.parted(rest)
      figures[String(figure)] = numbers.split(separator: " ").compactMap { Double($0) }
    }
    guard !references.isEmpty, references.count == hypotheses.count else {
      throw Fixture.Problem.missing(name: name)
    }
  }

  /// The rows.
  var rows: Zip2Sequence<[String], [String]> { zip(hypotheses, references) }

  /// The numbers of a figure.
  func numbers(_ figure: String) throws -> [Double] {
    guard let numbers = figures[figure], !numbers.isEmpty else {
      throw Fixture.Problem.missing(name: figure)
    }
    return numbers
  }

  private static func lines(of name: String) throws -> [Substring] {
    // Character by character a mark after a line end would be part of it.
    let text = try Fixture.text(of: name).unicodeScalars
    return text.split(separator: "\n").map { Substring($0) }.filter { !$0.hasPrefix("#") }
  }

  private static func parted(_ line: Substring) -> (Substring, Substring) {
    let scalars = line.unicodeScalars
    let end = scalars.firstIndex(of: " ") ?? scalars.endIndex
    return (Substring(scalars[..<end]), Substring(scalars[end...].dropFirst()))
  }

  private static func unescaped(_ line: Substring) throws -> String {
    var text = String.UnicodeScalarView()
    var rest = line.unicodeScalars
    while let scalar = rest.popFirst() {
      guard scalar == "\\" else {
        text.append(scalar)
        continue
      }
      switch rest.popFirst() {
      case "n": text.append("\n")
      case "t": text.append("\t")
      case "\\": text.append("\\")
      default:
        let digits = String(rest.dropFirst().prefix { $0 != "}" })
        guard let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) else {
          throw Fixture.Problem.malformed(line: line)
        }
        text.append(scalar)
        rest.removeFirst(digits.unicodeScalars.count + 2)
      }
    }
    return String(text)
  }
}
