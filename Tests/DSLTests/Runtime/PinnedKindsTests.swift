// SPDX-License-Identifier: Apache-2.0

import Foundation
import LSTM
import Testing

@testable import DSL

/// A small run of each kind of target, held to the bits that it had when it was recorded, and saved
/// models of earlier versions, held to the bytes that they predicted.
///
/// `RECORD=1` writes the pinned figures anew and fails once, so that nobody records without noticing.
@Suite struct PinnedKindsTests {
  private static let place = "Tests/Fixtures/kinds"
  private static let names: [String] =
    ((try? TestFiles.names(in: place)) ?? [])
    .filter { $0.hasSuffix(".lstm") }.map { String($0.dropLast(".lstm".count)) }
  private static let savedModels: [String] =
    ((try? TestFiles.names(in: place + "/version2")) ?? [])
    .filter { $0.hasSuffix(".model") }.map { String($0.dropLast(".model".count)) }

  /// A temporary folder with the files that the scripts read.
  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for name in ["verse.txt", "texts.txt", "steps.csv"] {
      try folder.write(try TestFiles.text("\(Self.place)/\(name)"), to: name)
    }
    return folder
  }

  /// What a script of a kind results in: a line for each of weights, key, data, model file, figures.
  private func figures(of name: String, threads: Int) throws -> [String] {
    let folder = try folder()
    let recorder = Recorder(in: folder.path, threads: threads)
    let status = recorder.run(try TestFiles.text("\(Self.place)/\(name).lstm"))
    #expect(status == .success, "\(recorder.problems)")
    let run = try #require(recorder.object("r") as? RunObject)
    let evaluation = try #require(recorder.object("e") as? EvaluationObject)
    let key = Fingerprint((RunKey(run)?.text ?? "").utf8).description
    let model = Fingerprint(try folder.bytes(of: "\(name).model")).description
    let tables = recorder.tables.flatMap(\.rows).map { $0.joined(separator: " ") }
    return [
      "\(name) weights \(run.outcome?.fingerprint ?? "none")", "\(name) key \(key)",
      "\(name) model \(model)", "\(name) loss \(evaluation.result?.loss.bitPattern ?? 0)",
      "\(name) tables \(Fingerprint(tables.joined(separator: "\n").utf8))",
    ]
  }

  @Test func thereAreKinds() {
    #expect(Self.names.count >= 16 && Self.savedModels.count >= 13)
  }

  @Test(arguments: [1, 2]) func everyKindHasItsBits(threads: Int) throws {
    let path = "\(Self.place)/pinned.txt"
    let found = try Self.names.flatMap { try figures(of: $0, threads: threads) }
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try found.joined(separator: "\n").appending("\n").write(
        toFile: TestFiles.root + path, atomically: true, encoding: .utf8)
      Issue.record("recorded \(path)")
      return
    }
    let pinned = try TestFiles.text(path).split(separator: "\n").map(String.init)
    #expect(pinned.count == found.count)
    for (old, new) in zip(pinned, found) where old != new { Issue.record("\(old), now \(new)") }
  }

  @Test(arguments: savedModels) func savedModelsOfVersion2PredictTheSame(name: String) throws {
    let folder = try folder()
    let model = TestFiles.root + "\(Self.place)/version2/\(name).model"
    let recorder = Recorder(in: folder.path)
    let expected = try TestFiles.text("\(Self.place)/version2/\(name).answers")
    #expect(recorder.run("load q = \"\(model)\"") == .success, "\(recorder.problems)")
    let run = try #require(recorder.object("q") as? RunObject)
    if run.task is any SelfSupervised {
      recorder.enter("generate q \"the\" length=20 seed=2")
      #expect(recorder.written.split(separator: "\n") == expected.split(separator: "\n"))
    } else {
      recorder.enter("predict q from \"texts.txt\" to \"answers.tsv\"")
      #expect(try folder.text(of: "answers.tsv") == expected)
    }
  }
}
