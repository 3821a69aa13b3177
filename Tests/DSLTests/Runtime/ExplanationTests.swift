// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

/// What made a prediction.
@Suite struct ExplanationTests {
  private func tables(_ text: String, of script: String = Samples.run) -> [ResultTable] {
    let recorder = Recorder()
    #expect(recorder.run(script + "\n" + text) == .success, "\(recorder.problems)")
    return recorder.tables
  }

  @Test func theWordThatDecidesWeighsMost() throws {
    let script =
      Samples.data
      + "\nmodel m for d = embed 8 | lstm 6 | output\ntrain r = m epochs=40 batch=2 lr=0.05"
    let found = tables("explain r \"good hard bed\"", of: script)
    #expect(found.count == 2 && found[1].title == "gates of lstm1, mean of the units")
    #expect(found[1].columns == ["token", "input", "forget", "candidate", "output"])
    let weights = found[0].rows.map { abs(Double($0[1]) ?? 0) }
    #expect(found[0].rows.map { $0[0] } == ["good", "hard", "bed"])
    #expect(weights.max() == weights[0], "\(found[0].rows)")
    #expect(found[0].title?.hasPrefix("r: ") == true && found[0].footnotes.count == 1)
  }

  @Test func anotherClassCanBeExplained() {
    let both = tables("explain r \"good room\" class=good\nexplain r \"good room\" class=\"bad\"")
    let weights = [both[0], both[2]].map { $0.rows.map { Double($0[1]) ?? 0 } }
    #expect(zip(weights[0], weights[1]).allSatisfy { $0 == -$1 })
  }

  @Test func tagsAndNextTokensAreExplainedToo() {
    let tagged =
      Samples.tagged + "\nmodel m for d = embed 8 | bilstm 6 | output crf\n"
      + "train r = m epochs=30 batch=2 lr=0.05"
    let tag = tables("explain r \"Bob met us in Oslo\"", of: tagged)
    #expect(tag[0].rows.count == 5 && tag[0].title?.contains(" at `") == true)
    let language =
      Samples.language + "\nmodel m for d = embed 8 | lstm 6 | output\ntrain r = m epochs=2"
    let next = tables("explain r \"the cat\"", of: language)
    #expect(next[0].rows.map { $0[0] } == ["</s>", "the", "cat"])
  }

  @Test func gradientsAreShownByDistance() throws {
    let found = try #require(tables("show r gradients").first)
    #expect(found.rows.map { $0[0] } == ["0", "1", "2"] && found.rows[0][2] == "1.0000")
  }

  @Test func whatDoesNotFitIsSaid() {
    let check = { (text: String) in Recorder().check(Samples.run + "\n" + text).first }
    #expect(check("explain r \"a\" class=fine")?.hasPrefix("E0304 `r` knows no class") == true)
    #expect(check("explain r 3") != nil)
    #expect(check("explain m \"a\"")?.hasPrefix("E0203") == true)
    #expect(check("explain r \"a\" steps=0")?.hasPrefix("E0303") == true)
    let language =
      Samples.language + "\nmodel m for d = embed 4 | lstm 4 | output\ntrain r = m epochs=1\n"
    #expect(
      Recorder().check(language + "explain r \"a\" class=x").first?.hasPrefix("E0306") == true)
  }
}
