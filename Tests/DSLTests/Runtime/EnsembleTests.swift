// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

/// Runs that answer together, of each kind of target.
@Suite struct EnsembleTests {
  private func run(_ data: String, _ stack: String) throws -> Recorder {
    let recorder = Recorder()
    let script =
      data + """

        model m for d = \(stack)
        train r = m epochs=2 lr=0.05 batch=2
        train q = m epochs=3 lr=0.05 batch=2 seed=5
        ensemble e = r, q
        eval t = r
        eval u = q
        eval v = e
        """
    #expect(recorder.run(script) == .success, "\(recorder.problems)")
    return recorder
  }

  private func result(_ name: String, _ recorder: Recorder) throws -> Evaluation {
    try #require((recorder.object(name) as? EvaluationObject)?.result)
  }

  private func part(_ name: String, _ recorder: Recorder) throws -> Evaluation.Part {
    try result(name, recorder).leading
  }

  @Test func probabilitiesOfClassesAreMeans() throws {
    let recorder = try run(Samples.data, "embed 4 | lstm 3 | output")
    let parts = try ["t", "u", "v"].map { try part($0, recorder) }
    let answers = try parts.map { try #require($0.answers as? ClassAnswers) }
    for row in answers[0].choices.indices {
      let all = answers.map { $0.probabilities[row] }
      for at in all[0].indices {
        #expect(abs(all[2][at] - (all[0][at] + all[1][at]) / 2) < 1e-5)
      }
      #expect(Int(answers[2].choices[row]) == ClassAnswers.mostProbable(all[2]))
    }
    let rows = try result("v", recorder).rows
    let right = rows.indices.count {
      answers[2].choices[$0] == parts[2].target.values[rows[$0]].first
    }
    #expect(parts[2].figure("accuracy") == Double(right) / Double(answers[2].choices.count))
  }

  @Test func probabilitiesOfLabelsAreMeans() throws {
    let recorder = try run(Samples.labelled, "embed 4 | lstm 3 | output")
    let answers = try ["t", "u", "v"].map {
      try #require(try part($0, recorder).answers as? LabelAnswers)
    }
    for row in answers[0].choices.indices {
      let all = answers.map { $0.probabilities[row] }
      for at in all[0].indices {
        #expect(abs(all[2][at] - (all[0][at] + all[1][at]) / 2) < 1e-5)
      }
    }
  }

  @Test func numbersAreMeans() throws {
    let recorder = try run(Samples.rated, "embed 4 + inputs | lstm 3 | output")
    let answers = try ["t", "u", "v"].map {
      try #require(try part($0, recorder).answers as? NumberAnswers)
    }
    for row in answers[0].values.indices {
      let mean = (answers[0].values[row][0] + answers[1].values[row][0]) / 2
      #expect(abs(answers[2].values[row][0] - mean) < 1e-4)
    }
  }

  @Test func tagsAreThoseOfTheMeans() throws {
    let recorder = try run(Samples.tagged, "embed 4 | bilstm 3 | output softmax")
    let found = try part("v", recorder)
    #expect(found.loss.isFinite && found.figure("accuracy") != nil)
    let answers = try #require(found.answers as? TagAnswers)
    #expect(!answers.tags.isEmpty)
    recorder.enter("predict e \"Ann met Bob in Rome\"")
    #expect(recorder.problems.filter { $0.hasPrefix("E") } == [])
  }
}
