// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

/// What a configuration says and nobody hears elsewhere, and how it is heard here.
@Suite struct ConfigurationPainsTests {
  private static let model = "\nmodel m for d = embed 8 | lstm 6 | output\n"

  private func problems(_ script: String) -> [Diagnostic] {
    Recorder().session.check(SourceText(name: "a", text: script))
      .filter { $0.severity == .error }
  }

  /// The name with two letters swapped, or one doubled where that is the same.
  private func misspelt(_ name: String) -> String {
    var letters = Array(name)
    guard letters.count > 3 else { return name + String(letters[letters.count - 1]) }
    letters.swapAt(1, 2)
    return String(letters) == name ? name + "x" : String(letters)
  }

  /// A misspelt option is ignored elsewhere; here every option of every owner is refused when it is
  /// misspelt, at its place and with the name that was meant.
  @Test func typosAreNeverIgnored() throws {
    var scripts: [(name: String, typo: String, script: String)] = []
    for spec in TrainingOptions.arguments {
      let typo = misspelt(spec.name)
      scripts.append((spec.name, typo, Samples.data + Self.model + "train r = m \(typo)=1"))
    }
    for entry in LayerCatalog.entries {
      for spec in entry.arguments {
        let typo = misspelt(spec.name)
        scripts.append(
          (
            spec.name, typo,
            Samples.data + "\nmodel m for d = embed 8 | \(entry.name) \(typo)=1 | output"
          ))
      }
    }
    for spec in RoleCatalog.textOptions {
      let typo = misspelt(spec.name)
      scripts.append(
        (
          spec.name, typo,
          Samples.data.replacing("{ split", with: "{ text \"text\" \(typo)=1; split")
        ))
    }
    for (name, typo, script) in scripts {
      let found = try #require(
        problems(script).first { $0.code == .unknownOption }, "\(typo) is ignored")
      let source = SourceText(name: "a", text: script)
      #expect(found.span.map { source[$0] } == typo)
      #expect(found.help?.contains("`\(name)`") == true, "\(typo): \(found.help ?? "no help")")
    }
    #expect(scripts.count > 30)
  }

  /// `1e-4` is a text elsewhere; here it is a number, and a text is none.
  @Test func numbersAreNumbers() {
    let recorder = Recorder()
    let script =
      Samples.data + Self.model + """
        train a = m epochs=2 lr=1e-2
        train b = m epochs=2 lr=0.01
        train c = m epochs=2 lr=1%
        train e = m epochs=2 lr=1e-3
        print a.fingerprint == b.fingerprint, b.fingerprint == c.fingerprint
        print a.fingerprint == e.fingerprint, 1e-4 * 1e4
        """
    #expect(recorder.run(script) == .success, "\(recorder.problems)")
    #expect(recorder.texts() == ["yes yes", "no 1"])
    for (option, code) in [
      ("lr=\"1e-4\"", DiagnosticCode.wrongType), ("epochs=\"3\"", .wrongType),
      ("epochs=2.5", .wrongType), ("lr=1e", .badNumber), ("max_time=10", .wrongType),
      ("patience=yes", .wrongType), ("batch=-1", .outOfRange),
    ] {
      let found = problems(Samples.data + Self.model + "train r = m " + option)
      #expect(found.map(\.code) == [code], "\(option): \(found.map(\.message))")
    }
  }

  /// What contradicts itself is decided silently elsewhere, and what nobody reads is not mentioned;
  /// here the one is an error and the other a warning.
  @Test func contradictionsAndUnusedNamesAreTold() {
    for option in ["epochs=1 epochs=2", "adam sgd", "cosine step", "seeds=2 seed=1"] {
      let found = problems(Samples.data + Self.model + "train r = m " + option)
      #expect(found.map(\.code) == [.conflictingOptions], "\(option)")
    }
    let script = "param rate = 0.1\nlet half = 0.5\n" + Samples.data + Self.model + "train r = m"
    #expect(
      Recorder().check(script) == [
        "W0201 `rate` is never used", "W0201 `half` is never used",
      ])
    #expect(
      Recorder(parameters: [("rat", "1")]).check("param rate = 0.1\nprint rate")
        == ["E0206 `-p rat=…` sets no `param` of this script"])
  }

  /// A dropout of 3 drops everything elsewhere; here a value out of its range is asked about.
  @Test func valuesAreHeldAgainstTheirRange() {
    let found = problems(Samples.data + "\nmodel m for d = embed 8 | dropout 3 | output")
    #expect(found.map(\.help) == ["did you mean 0.3 or 3%?"])
  }
}
