// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

/// What hurts users of transcripts elsewhere, each by the rule that makes it impossible here.
@Suite struct TranscriptPainsTests {
  /// Strings in which each letter goes on for two or three steps, with gaps.
  private static let rows = (0..<60).map { row -> (heard: String, said: String) in
    let said = (0..<(2 + row % 3)).map { ["a", "b", "c"][(row * 7 + $0 * (1 + row % 2)) % 3] }
    let heard = said.enumerated().map { place, letter in
      Array(repeating: letter, count: 2 + (row + place) % 2).joined(separator: " ")
    }
    return (heard.joined(separator: " - "), said.joined())
  }

  private static func data(_ rows: [(heard: String, said: String)], name: String = "d") -> String {
    "data \(name) = rows [heard, said] ["
      + rows.map { "[\"\($0.heard)\", \"\($0.said)\"]" }.joined(separator: ", ")
      + "] { text heard tokens=blank; target said transcript; split 60/20/20 shuffle=no }\n"
  }

  private static let script =
    data(rows) + """
      model m for d = embed 8 | bilstm 12 | output
      train r = m epochs=12 lr=0.03 batch=8 seed=1

      """

  private static let language = """
    data l = rows [said] [
    """ + rows.map { "[\"\($0.said)\"]" }.joined(separator: ", ") + """
      ] { text said tokens=char lower=no; target next; split 80/20/0 }
      model n for l = embed 6 | lstm 8 | output
      train s = n epochs=2 seed=1

      """

  private func recorder(_ script: String) -> Recorder {
    let recorder = Recorder()
    recorder.run(script)
    return recorder
  }

  /// Rule 4: transcripts that do not fit in the steps are listed before training, with what they need.
  @Test func whatDoesNotFitIsListedBeforeTraining() {
    var rows = Self.rows
    rows[1] = ("a a", "aabca")
    let found = Recorder().check(
      Self.data(rows) + "model m for d = embed 4 | lstm 4 | output\ntrain r = m epochs=1\n")
    #expect(found.count == 1)
    #expect(found.first?.contains("1 of the 36 training rows of `d` has fewer steps") == true)
    let all = Recorder().check(
      Self.data(Self.rows)
        + "model m for d = embed 4 | lstm 4 | segment 9 | output\ntrain r = m epochs=1\n")
    #expect(all.contains { $0.contains("no training row of `d` has as many steps") })
    let recorder = recorder(
      Self.data(rows) + "model m for d = embed 4 | lstm 4 | output\ntrain r = m epochs=1\n")
    let run = recorder.object("r") as? RunObject
    #expect(run?.outcome?.result?.epochs.first?.trainLoss.isFinite == true)
    #expect(recorder.diagnostics.first?.notes.first == "row 2: 2 steps, and 6 needed")
  }

  /// Rule 5: the blank is in no alphabet, no table and no answer.
  @Test func nobodySeesTheBlank() {
    let recorder = recorder(Self.script + "show d alphabet\neval t = r\nshow t errors\n")
    #expect(!recorder.problems.contains { $0.hasPrefix("E") })
    let alphabet = recorder.tables.first { $0.title?.hasPrefix("alphabet") == true }
    #expect(alphabet?.rows.map { $0[0] }.sorted() == ["a", "b", "c"])
    let run = recorder.object("r") as? RunObject
    #expect(run?.task.shape.count == 4)
  }

  /// Rule 6: the share of blanks stands in every epoch, and after some of nothing else it is said.
  @Test func nothingButBlanksIsSaid() {
    let recorder = recorder(
      Self.data(Self.rows)
        + "model m for d = embed 4 | lstm 4 | output\ntrain r = m epochs=6 lr=0.0001 seed=1\n")
    let epochs = (recorder.object("r") as? RunObject)?.outcome?.result?.epochs ?? []
    let shares = epochs.map { epoch in
      epoch.valid.first { $0.name.metric == "blanks" }?.value ?? -1
    }
    #expect(shares.count == 6 && shares.allSatisfy { (0...1).contains($0) })
    let hints = recorder.notes.filter { $0.contains("nothing is read at any step") }
    #expect(hints.count == (shares[4] > 0.999 ? 1 : 0))
  }

  /// Rule 7: the plain transcript stands beside the search, and a language model of weight 0 changes nothing.
  @Test func aLanguageModelOfNoWeightIsNone() {
    let recorder = recorder(
      Self.script + Self.language + """
        eval t = r beam=6
        eval u = r beam=6 lm=s lm_weight=0
        eval v = r beam=6 lm=s lm_weight=0.8 lm_bonus=0.5
        eval w = r lm=s lm_weight=auto
        """)
    #expect(!recorder.problems.contains { $0.hasPrefix("E") }, "\(recorder.problems)")
    let answers = ["t", "u", "v", "w"].map { name in
      (recorder.object(name) as? EvaluationObject)?.result?.leading.answers as? TranscriptAnswers
    }
    #expect(answers[0] != nil && answers[0]?.written == answers[1]?.written)
    #expect(answers[0]?.plain == answers[2]?.plain)
    #expect(answers[0]?.written.map { $0[0].score } != answers[2]?.written.map { $0[0].score })
    let table = recorder.tables.first { $0.title?.hasPrefix("t: ") == true }
    #expect(table?.rows.map { $0[0] }.prefix(2) == ["r", "without search"])
    #expect(recorder.notes.contains { $0.hasPrefix("lm_weight=") && $0.contains("0.25: ") })
  }

  /// Rule 12: the alphabet has counts, and symbols of validation that training lacks are listed.
  @Test func unseenSymbolsAreListed() {
    var rows = Self.rows
    rows[40] = ("a a - z z", "aZ")
    let found = recorder(Self.data(rows)).problems
    #expect(
      found.contains {
        $0.hasSuffix("1 symbol of the valid transcripts of `d` no training row has: \"Z\" (1)")
      }, "\(found)")
  }

  @Test func transcriptsAreLearnedSavedAndShown() throws {
    let folder = try TemporaryFolder()
    let recorder = Recorder(in: folder.path)
    recorder.run(
      Self.script + """
        eval t = r
        assert t.cer < 0.5
        predict r "a a a - b b" beam=4 best=2
        explain r "a a a - b b"
        explain r "a a a - b b" to "look.svg"
        save r "r.model"
        load q = "r.model"
        eval u = q on d.test
        assert u.cer == t.cer
        assert u.loss == t.loss
        crossval c = m folds=2 epochs=1
        """)
    #expect(!recorder.problems.contains { $0.hasPrefix("E") }, "\(recorder.problems)")
    #expect(recorder.assertions.allSatisfy { $0.holds })
    let explained = recorder.tables.first { $0.columns.first == "symbol" && $0.columns.count == 4 }
    #expect(explained?.rows.allSatisfy { (Int($0[1]) ?? 0) >= 1 } == true)
  }
}
