// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

@Suite struct SessionHelpTests {
  private let session: CompletionSession

  init() throws { session = try CompletionSession() }

  private var own: Session { session.recorder.session }

  @Test func aNameIsExplainedByWhatItStandsFor() throws {
    let help = try #require(own.help(for: "n"))
    #expect(help.hasPrefix("n is a model\n\n  model n: "))
    #expect(help.contains("parameters, with their defaults\n  units=6"))
    #expect(help.contains("\n  bytes       memory of the parameters"))
    #expect(help.hasSuffix("example\n  show n memory\n  train r = n epochs=10"))
    let flag = try #require(own.help(for: "flag"))
    #expect(flag.hasPrefix("flag is yes or no: yes\n\ndefined by\n  entry "))
    #expect(flag.hasSuffix("\n\nexample\n  print flag"))
    #expect(own.help(for: "nothing") == nil)
    #expect(own.help(for: "lstm") == Reference.help(for: "lstm"))
  }

  /// What is done with a name in its help can be done.
  @Test func theUsesOfEveryKindRun() throws {
    let together = Recorder()
    let script = Samples.together + "\nensemble e = r, r2\ncompare better = t, u"
    #expect(together.enter(script) == .success, "\(together.problems)")
    for kind in ObjectKind.allCases {
      let recorder = [.ensemble, .comparison].contains(kind) ? together : session.recorder
      for use in kind.uses(kind.sampleName) {
        // No model is that good after three epochs.
        let statement = use.replacing("> 80%", with: ">= 0").replacing("p < 0.05", with: "p <= 1")
          .replacing("difference > 0", with: "difference >= -100")
        #expect(recorder.enter(statement) == .success, "\(use)\n\(recorder.problems)")
      }
    }
  }

  @Test func aNameThatIsAlsoOfTheLanguageIsBoth() throws {
    session.recorder.enter("let dropout = 0.2")
    let help = try #require(own.help(for: "dropout"))
    #expect(help.hasPrefix("dropout is a number: 0.2\n"))
    #expect(help.contains("\n\nlayer dropout: "))
  }

  @Test(arguments: [
    ("train x = m pat‸ience=3", "option of statement train"),
    ("model a for d = embed‸", "layer embed"),
    ("‸train x = m", "statement train"), ("print r.best_‸epoch", "field of a run"),
    ("show ‸n", "n is a model"), ("train x = m ‸", "m is a model"),
    ("let dropout = lstm‸", "statement lstm"),
    ("model a for d = lstm 4 dropout=‸", "option of layer"),
    ("print 1; eval ‸", "statement eval"), ("print qwertz‸", "statement print"), ("‸", ""),
    ("1 + ‸", ""), ("print 1; ‸", ""), ("print [1,\ntrai‸n", "statement train"),
  ])
  func theWordAtTheCursorIsExplained(marked: String, beginning: String) {
    let (text, offset) = CompletionCase(marked).entry
    let found = own.explanation(in: text, at: offset)
    #expect(
      beginning.isEmpty ? found == nil : found?.hasPrefix(beginning) == true, "\(found ?? "")")
  }

  @Test func anOptionIsExplainedForItsOwnerAlone() throws {
    let text = "train x = m patience=3"
    let help = try #require(own.explanation(in: text, at: 15))
    #expect(help.contains("option of statement train") && !help.contains("resume"))
    #expect(Reference.help(for: "patience")?.contains("option of statement resume") == true)
  }

  @Test func topicsAreNamesOfBoth() {
    #expect(own.topics(beginning: "ra").map(\.text) == ["random", "range_test", "rate", "rates"])
    #expect(own.topics(beginning: "n").first?.text == "n")
    #expect(own.topics(beginning: "").count > 150)
    #expect(own.suggestions(for: "fil").first == "file")
  }
}
