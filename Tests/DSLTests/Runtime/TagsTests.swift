// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

/// Targets with a tag for each token, from the data to a prediction on raw text.
struct TagsTests {
  private static let tagger = """

    model m for d = embed 16 | bilstm 12 | output crf
    train r = m epochs=40 batch=2 lr=0.05
    """

  @Test(arguments: ["crf", "softmax"])
  func aTaggerFindsEntities(output: String) throws {
    let folder = try TemporaryFolder()
    let recorder = Recorder(in: folder.path)
    let text = Self.tagger.replacing("output crf", with: "output \(output)")
    #expect(
      recorder.run(
        Samples.tagged + text
          + "\neval t = r on d.train\nprint t.f1, t.accuracy\npredict r \"Ann saw Bob in Rome\"\nsave r \"r.model\""
      ) == .success, "\(recorder.problems)")
    #expect(recorder.texts() == ["1 1"])
    let again = Recorder(in: folder.path)
    again.run("load q = \"r.model\"\npredict q \"Ann saw Bob in Rome\"")
    #expect(again.tables.last?.rows == [["[Ann PER] saw [Bob PER] in [Rome LOC]"]])
    let saved = try SavedRun(path: folder.path + "/r.model", threads: 1)
    #expect(
      try saved.answer(to: ["Ann saw Bob"])
        == "[Ann PER] saw [Bob PER]\tB-PER O B-PER\tAnn saw Bob\n")
  }

  @Test(arguments: 0...3)
  func threadsDoNotChangeTheResult(threads: Int) {
    let fingerprint = { (threads: Int) in
      let recorder = Recorder(threads: threads)
      recorder.run(
        Samples.tagged + Self.tagger.replacing("40", with: "3") + "\nprint r.fingerprint")
      return recorder.texts()
    }
    #expect(fingerprint(threads) == fingerprint(1))
  }

  @Test func figuresAreThoseOfEntities() throws {
    let recorder = Recorder()
    recorder.run(
      Samples.tagged
        + "\nbaseline b = constant on d.test\nbaseline u = unigram on d.test\nprint b.f1, b.accuracy, u.f1\nshow u classes errors"
    )
    let types = try #require(recorder.tables.first { $0.columns.first == "type" })
    #expect(types.rows.map { $0[0] } == ["LOC", "PER", "all"])
    #expect(recorder.texts() == ["0 0.625 1"])
  }

  /// Trained as BIOES, it evaluates data in BIO, and what is saved says legal tags only.
  @Test func aSchemeIsTrainedAndKept() throws {
    let folder = try TemporaryFolder()
    let recorder = Recorder(in: folder.path)
    let other = Samples.tagged.replacing("data d", with: "data other")
    let data = Samples.tagged.replacing("label tags", with: "label tags scheme=bio as=bioes")
    #expect(
      recorder.run(
        data + "\n" + other + Self.tagger + """

          eval t = r on d.test
          eval u = r on other.test
          print t.f1 == u.f1, t.loss == u.loss, t.accuracy == u.accuracy
          show d
          save r "r.model"
          """) == .success, "\(recorder.problems)")
    #expect(
      recorder.tables.last?.rows.map { $0[0] } == ["B-LOC", "E-LOC", "O", "S-LOC", "S-PER", "all"])
    #expect(recorder.texts() == ["yes yes yes"])
    let again = Recorder(in: folder.path)
    again.run(
      other + "\nload q = \"r.model\"\neval t = q on other.train\nprint t.f1")
    #expect(again.texts() == ["1"], "\(again.problems)")
    let saved = try SavedRun(path: folder.path + "/r.model", threads: 1)
    let texts = ["Ann saw Bob", "New", "York New York in", "in in York", "Oslo Rome Ann", ""]
    for prediction in try #require(try saved.predict(texts)) {
      let tags = try #require(prediction.fields.first { $0.name == "tags" }).plain
      let meanings = tags.split(separator: " ").map { ChunkTag(String($0)) }
      for (tag, next) in zip([nil] + meanings, meanings + [nil]) {
        #expect(TagScheme.bioes.allows(tag, before: next), "\(tags)")
      }
    }
  }

  @Test func schemesAreChecked() {
    let check = { (target: String) in
      Recorder().check(
        Samples.tagged.replacing("target label tags", with: "target \(target)") + "\nshow d")
    }
    #expect(check("label tags scheme=bio as=bmes") == [])
    #expect(
      check("label tags scheme=bioes").first
        == "E0503 row 1: the tag of token 4 is wrong: BIOES has no entity that ends with `B-LOC`")
    #expect(
      check("label tags as=bois").first == "E0304 `as` of `target` knows no `bois`")
    #expect(check("label tags shceme=bio").first?.hasPrefix("E0301 ") == true)
    #expect(
      check("label class as=bio").first == "E0306 `as` is for a target with tags")
    let broken = Samples.tagged.replacing("B-LOC I-LOC\"]", with: "B-LOC I-PER\"]")
    let warnings = Recorder()
    warnings.run(broken)
    #expect(
      warnings.problems.contains("W0501 2 tags of `d` break the rules of BIO"),
      "\(warnings.problems)")
    let repaired = Recorder()
    repaired.run(broken.replacing("label tags", with: "label tags as=bio"))
    #expect(
      repaired.problems.contains(
        "W0501 2 tags of `d` break the rules of BIO, and are repaired by `as=`"),
      "\(repaired.problems)")
  }

  @Test func whatDoesNotFitIsSaid() {
    let check = { (text: String) in Recorder().check(Samples.tagged + "\n" + text) }
    #expect(
      check("model m for d = embed 4 | lstm 4 | max | output") == [
        "E0402 the target wants scores for each token, and here only one vector is left"
      ])
    #expect(
      check("model m for d = embed 4 | segment 2 | lstm 4 | output") == [
        "E0402 the target wants scores for each step, and `segment` makes fewer steps"
      ])
    #expect(
      check("baseline b = bayes on d.test").first?.hasPrefix("E0304 there is no baseline `bayes`")
        == true)
    #expect(
      Recorder().check(Samples.data + "\nmodel m for d = embed 4 | lstm 4 | output crf") == [
        "E0402 `output crf` is for a target with tags"
      ])
    let short = Samples.tagged.replacing("\"B-PER O B-PER\"]", with: "\"B-PER O\"]")
    #expect(Recorder().check(short).first == "E0503 row 3: the text has 3 tokens and 2 tags")
  }
}
