// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

/// Language models, from a text to more of it.
@Suite struct LanguageModelTests {
  private static let verse = (0..<60).map {
    ["the rain falls on the roof\n", "the sun falls on the wall\n", "the rain sings .\n"][$0 % 3]
  }.joined()
  private static let model = """
    data d = chars "verse.txt" { split 80/10/10 }
    model m for d = embed 12 | lstm 32 | output
    train r = m epochs=12 batch=4 bptt=20 lr=0.02

    """
  private static let sentences =
    Samples.language + "\nmodel m for d = embed 8 | lstm 12 | output\n"
    + "train r = m epochs=40 batch=2 lr=0.03\n"

  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(Self.verse, to: "verse.txt")
    return folder
  }

  private func recorder(_ text: String, in folder: TemporaryFolder) -> Recorder {
    let recorder = Recorder(in: folder.path, cache: folder.path + "/cache")
    #expect(recorder.run(text) == .success, "\(recorder.problems)")
    return recorder
  }

  @Test func aStreamIsCutInOrderAndRead() throws {
    let recorder = recorder(
      Self.model + "eval e = r\nprint d.rows, d.vocabulary, e.tokens, e.perplexity < 2, e.bits < 1",
      in: try folder())
    let tokens = Self.verse.count / 10 - 1
    let texts = recorder.texts()
    #expect(texts.first?.hasPrefix("3 ") == true && texts.first?.hasSuffix("yes yes") == true)
    #expect(abs((Double(texts[0].split(separator: " ")[2]) ?? 0) - Double(tokens)) < 30)
  }

  @Test func textsOfASeedAreTheSame() throws {
    let folder = try folder()
    let write = "generate r \"the \" length=60 seed=4\n"
    let first = recorder(Self.model + write, in: folder).written
    #expect(recorder(Self.model + write, in: folder).written == first)
    #expect(first.hasPrefix("the ") && first.count == 65)
    let other = recorder(Self.model + write.replacing("seed=4", with: "seed=5"), in: folder)
    #expect(other.written != first)
    #expect(!other.events.contains { if case .batch = $0 { true } else { false } })
  }

  @Test func aTextEndsWhereItIsTold() throws {
    let recorder = recorder(
      Self.model + """
        generate r "the sun falls" length=200 temperature=0 stop=" wall"
        generate r "the" template="___ ______" temperature=0
        generate r "the ra" length=9 beam=5
        """, in: try folder())
    let lines = recorder.written.split(separator: "\n")
    #expect(lines.count == 4 && lines[1] == "the sun falls on the")
    #expect(lines[2].count == 10 && !lines[2].contains("."))
    #expect(lines[3].count == 15)
  }

  @Test func textsWithAnEndEndByThemselves() throws {
    let recorder = recorder(Self.sentences + "generate r \"the\" count=3\n", in: try folder())
    let lines = recorder.written.split(separator: "\n").filter { !$0.hasPrefix("──") }
    #expect(lines.count == 3 && lines.allSatisfy { $0.hasPrefix("the ") && $0.hasSuffix(".") })
    #expect(!recorder.written.contains("</s>") && !recorder.written.contains("<unk>"))
  }

  @Test func aLoadedModelWritesTheSame() throws {
    let folder = try folder()
    let recorder = recorder(
      Self.model + """
        save r "verse.model"
        load l = "verse.model"
        generate r "the" length=30 seed=1
        generate l "the" length=30 seed=1
        eval e = l on d.test
        eval f = r on d.test
        assert e.loss == f.loss
        """, in: folder)
    let written = recorder.written
    #expect(written.prefix(written.count / 2) == written.suffix(written.count / 2))
  }

  @Test func anInterruptionEndsTheText() throws {
    let recorder = recorder(Self.model, in: try folder())
    recorder.batchesLeft = 0
    #expect(recorder.enter("generate r \"the\" length=100000") == .interrupted)
    recorder.batchesLeft = nil
    #expect(recorder.enter("print 1") == .success)
  }

  @Test func aModelMayLearnFromTheTextItIsMeasuredOn() throws {
    let recorder = recorder(
      Self.model + """
        eval e = r on d.train
        eval f = r on d.train dynamic=0.05 bptt=10
        eval g = r on d.train cache=50 theta=0.1 lambda=0.2
        print f.loss != e.loss, g.loss != e.loss, f.tokens == e.tokens, g.tokens == e.tokens
        """, in: try folder())
    #expect(recorder.texts() == ["yes yes yes yes"])
  }

  /// Clusters of tokens do all that the plain softmax does, from the run to its file and back.
  @Test func clustersAreOneMoreOutput() throws {
    let recorder = recorder(
      Self.model.replacing("| output", with: "| output adaptive cutoffs=[6, 10] div_value=2") + """
        eval e = r
        eval c = r cache=20
        eval x = r dynamic=0.01
        generate r "the " length=20 seed=2 beam=3
        explain r "the rain"
        show r gradients
        show m full
        save r "r.model"
        load l = "r.model"
        eval f = l on d.test
        assert e.perplexity < 2, f.loss == e.loss, c.loss != e.loss, x.loss != e.loss

        """, in: try folder())
    let tables = recorder.events.compactMap { event in
      if case .table(let table) = event { table } else { nil }
    }
    let rows = tables.flatMap(\.rows)
    #expect(rows.contains { $0.first == "output1.tail1" && $0[1] == "from 6" && $0[2] == "seq[4]" })
    #expect(rows.contains { $0.first == "output1.tail2.projection" && $0[1] == "32 x 8" })
  }

  @Test func averagingThatBeginsByItselfIsTold() throws {
    let recorder = recorder(
      Self.model + "train s = m epochs=30 batch=4 bptt=20 lr=0.1 average=mean average_patience=1",
      in: try folder())
    let records = recorder.events.compactMap { event in
      if case .record(let record) = event, record.kind == "average" { record } else { nil }
    }
    #expect(records.count == 1)
    #expect(
      records.first?.remark == "  no better for 1 epoch: weights are averaged from here on")
  }

  @Test func theBaselinesCountWhatStoodTogether() throws {
    let recorder = recorder(
      Self.model + """
        baseline f = frequency on d.test
        baseline b = bigram on d.test
        baseline t = trigram on d.test
        assert f.perplexity > b.perplexity, b.perplexity > t.perplexity, t.perplexity > 1
        """, in: try folder())
    #expect(recorder.problems == [])
  }

  @Test func whatDoesNotFitIsSaid() throws {
    let folder = try folder()
    let check = { (text: String) in
      Recorder(in: folder.path).check(Self.model + text)
    }
    let stream = "data x = chars \"verse.txt\" "
    #expect(check("model n for d = embed 4 | bilstm 4 | output").first?.hasPrefix("E0402") == true)
    #expect(
      check("model n for d = embed 4 | lstm 8 | output tied=yes").first?.hasPrefix("E0402") == true)
    let model = "model n for d = embed 8 | lstm 8 | output "
    #expect(check(model + "cutoffs=[3, 6]").first?.hasPrefix("E0306") == true)
    #expect(check(model + "adaptive cutoffs=[6, 3]").first?.hasPrefix("E0303") == true)
    #expect(check(model + "adaptive cutoffs=[1, 3]").first?.hasPrefix("E0303") == true)
    #expect(check(model + "adaptive tied=yes").first?.hasPrefix("E0306") == true)
    #expect(
      check(model + "adaptive cutoffs=[4, 9]\ntrain s = n label_smoothing=0.1").first?
        .hasPrefix("E0306") == true)
    #expect(check("train s = m average_patience=5").first?.hasPrefix("E0306") == true)
    #expect(
      Recorder().check(
        Samples.data + "\nmodel m for d = embed 4 | lstm 8 | output adaptive"
      ).first?.hasPrefix("E0402") == true)
    #expect(check("train s = m by=f1") == ["E0304 `by` takes no figure `f1` here"])
    #expect(check("train s = m class_weights=auto").first?.hasPrefix("E0306") == true)
    #expect(check("train s = m batch=100000").first?.hasPrefix("E0303") == true)
    #expect(check("generate r \"a\" beam=3 top_k=4").first?.hasPrefix("E0306") == true)
    #expect(check("generate r \"a\" template=\"é_\"").first?.hasPrefix("E0304") == true)
    #expect(check("generate r \"a\" top_p=1.5").first?.hasPrefix("E0303") == true)
    #expect(
      check("generate r \"the\" template=\"a_\"") == [
        "E0306 \"the\" cannot stand at the beginning of the template"
      ])
    #expect(check("generate r [\"the\", 3]").first?.hasPrefix("E0302") == true)
    #expect(check("let all = [\"the\", \"a\"]\ngenerate r all\nexplain r all") == [])
    #expect(check("predict r \"a\"").first?.hasPrefix("E0203") == true)
    #expect(check("eval e = r theta=0.1").first?.hasPrefix("E0306") == true)
    #expect(
      check("eval e = r\nassert e.f1 > 0") == ["E0204 `e` has no `f1`: it is no figure of tokens"])
    #expect(check("eval e = r\nshow e classes").first?.hasPrefix("E0301") == true)
    #expect(check("eval e = r\nplot e").first?.hasPrefix("E0203") == true)
    #expect(
      check("crossval c = m\nshow c") == [
        "E0306 `d` is one stream of text, of which there are no folds"
      ])
    #expect(check("eval e = r dynamic=0.1 cache=9").first?.hasPrefix("E0306") == true)
    #expect(check(stream + "{ target text class }").first?.hasPrefix("E0306") == true)
    #expect(check(stream + "{ group text }").first?.hasPrefix("E0306") == true)
    #expect(
      Recorder().check(Samples.run + "\ngenerate r \"a\"").first?.hasPrefix("E0203") == true)
    let rows = { Recorder().check(Samples.run + "\n" + $0) }
    #expect(rows("train s = m bptt=3") == [])
    #expect(
      rows("model k for d = embed 4 | bilstm 3 | output\ntrain s = k bptt=3") == [
        "E0306 `bptt` reads rows in pieces, and `bilstm1` needs all steps of a row at once"
      ])
    #expect(
      rows("model k for d = embed 4 | segment 2 | lstm 3 | output\ntrain s = k bptt=3") == [
        "E0306 `bptt` cuts rows into pieces of 3 steps, and `segment1` joins 2 each"
      ])
  }
}

extension Recorder {
  /// What was written piece by piece.
  var written: String {
    events.compactMap { if case .piece(let text) = $0 { text } else { nil } }.joined()
  }
}
