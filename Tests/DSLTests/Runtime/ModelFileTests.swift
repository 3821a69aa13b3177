// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

/// `save` and `load` through the language.
@Suite struct ModelFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Trains the sample and saves it.
  private func save(as name: String, threads: Int = 1) throws -> [UInt8] {
    let recorder = Recorder(in: folder.path, threads: threads)
    #expect(recorder.run(Samples.run + "\nsave r \"\(name)\"") == .success)
    return try folder.bytes(of: name)
  }

  private func predictions(_ script: String) -> [[String]] {
    let recorder = Recorder(in: folder.path)
    #expect(recorder.run(script + "\npredict q \"good bed\" \"bad\" \"\" \"新\"") == .success)
    return recorder.tables.last?.rows ?? []
  }

  @Test func theSameRunGivesTheSameBytes() throws {
    let bytes = try save(as: "one.model")
    #expect(try save(as: "two.model") == bytes)
    for threads in 2...3 { #expect(try save(as: "\(threads).model", threads: threads) == bytes) }
  }

  @Test func theFileHoldsNoPlaceAndNoTime() throws {
    try folder.write("text,label\ngood,1\nbad,0\nfine,1\npoor,0\n", to: "rows.csv")
    let script = """
      param file = "nowhere.csv"
      data d = csv file { split 50/0/50 }
      model m for d = embed 4 | output
      train r = m epochs=1
      save r "r.model"
      """
    let recorder = Recorder(in: folder.path, parameters: [("file", folder.path + "/rows.csv")])
    #expect(recorder.run(script) == .success)
    let text = try folder.text(of: "r.model")
    #expect(text.contains("nowhere.csv"))
    #expect(!text.contains(folder.path))
    #expect(!text.contains("/tmp"))
    #expect(try folder.names() == ["r.model", "rows.csv"])
  }

  @Test func whatIsLoadedPredictsTheSameBitForBit() throws {
    _ = try save(as: "r.model")
    try folder.write("good bed\nbad\nnew words\n", to: "in.txt")
    let recorder = Recorder(in: folder.path)
    #expect(
      recorder.run(
        Samples.run + """

          load q = "r.model"
          eval a = r
          eval b = q on d.test
          assert a.loss == b.loss, a.accuracy == b.accuracy, r.fingerprint == q.fingerprint
          predict r from "in.txt" to "r.tsv"
          predict q from "in.txt" to "q.tsv"
          print q.status, q.parameters == r.parameters, q.best_epoch == r.best_epoch
          show q full
          """) == .success)
    #expect(try folder.bytes(of: "r.tsv") == folder.bytes(of: "q.tsv"))
    #expect(recorder.texts() == ["loaded yes yes"])
  }

  @Test func whatAnEarlierStatementSavesCanBeLoaded() throws {
    let script =
      Samples.run + "\nsave r \"new.model\"\nload q = \"new.model\"\neval t = q on d.test\n"
    #expect(Recorder(in: folder.path).check(script) == [])
    let early = predictions(script)
    #expect(early == predictions("load q = \"new.model\""))
    #expect(early.count == 4)
  }

  @Test func whatIsSavedAgainIsTheSameFile() throws {
    let bytes = try save(as: "r.model")
    let recorder = Recorder(in: folder.path)
    #expect(recorder.run("load q = \"r.model\"\nsave q \"again.model\"") == .success)
    #expect(try folder.bytes(of: "again.model") == bytes)
  }

  @Test func aLoadedRunHasNoDataOfItsOwn() throws {
    _ = try save(as: "r.model")
    #expect(
      Recorder(in: folder.path).check("load q = \"r.model\"\neval q")
        == ["E0305 `q` was loaded from a file and has no data of its own"])
  }

  // MARK: The script inside

  @Test func theScriptInsideMakesTheSameRunAgain() throws {
    try folder.write("text,label\ngood,1\nbad,0\nfine,1\npoor,0\n", to: "rows.csv")
    let script = """
      param rate = 0.01
      param size = 4
      seed 3
      let unrelated = 17
      data d = csv "rows.csv" { split 50/0/50 }
      data e = csv "rows.csv" { split 50/50/0 }
      model other for e = embed 2 | output
      train first = other epochs=1
      eval t = first on e.valid
      let fromResult = t.accuracy
      model m(units=size * 2) for d = embed size | lstm units | output
      train r = m(units=3) on e lr=rate epochs=2 seed=5
      print r.fingerprint, unrelated, fromResult
      save r "r.model"
      """
    let recorder = Recorder(in: folder.path, parameters: [("rate", "0.0123456789")])
    #expect(recorder.run(script) == .success)
    let fingerprint = recorder.texts()[0].split(separator: " ")[0]
    let inside = try embeddedScript(of: "r.model")
    #expect(inside.contains("param rate = 0.0123456789"))
    #expect(!inside.contains("unrelated") && !inside.contains("first"))
    let again = Recorder(in: folder.path)
    #expect(again.run(inside + "print r.fingerprint") == .success)
    #expect(again.texts().last == String(fingerprint))
  }

  @Test func theScriptInsideKnowsWhatThePromptReplaced() throws {
    let recorder = Recorder(in: folder.path)
    recorder.enter("let base = 4; let size = 7")
    recorder.enter("let size = base + 1")
    recorder.enter(Samples.data)
    recorder.enter("model m for d = embed size | output")
    recorder.enter("train r = m epochs=1")
    #expect(recorder.enter("save r \"r.model\"") == .success)
    #expect(try embeddedScript(of: "r.model").contains("let base = 4\nlet size = base + 1\n"))
  }

  private func embeddedScript(of name: String) throws -> String {
    let recorder = Recorder(in: folder.path)
    #expect(recorder.run("load q = \"\(name)\"") == .success)
    guard case .known(.object(let object)) = recorder.session.scope["q"]?.value else { return "" }
    return (object as? RunObject)?.setup.script ?? ""
  }

  // MARK: Files that are none of ours

  @Test func damagedFilesAreRefused() throws {
    let bytes = try save(as: "r.model")
    let variants: [[UInt8]] =
      [0, 1, 7, 8, 9, 100, bytes.count / 2, bytes.count - 1].map { Array(bytes.prefix($0)) }
      + [bytes + [0], Array(bytes.dropFirst())]
    for (index, variant) in variants.enumerated() {
      try folder.write(bytes: variant, to: "bad.model")
      let found = Recorder(in: folder.path).check("load q = \"bad.model\"\nshow q")
      #expect(found.count == 1 && found[0].hasPrefix("E0604 "), "\(index): \(found)")
    }
  }

  @Test func aFlippedBitIsNoticedWhereverItIs() throws {
    let bytes = try save(as: "r.model")
    for place in Array(0..<9) + Array(stride(from: 9, to: bytes.count, by: 37)) {
      var damaged = bytes
      damaged[place] ^= 1 << UInt8(place % 8)
      try folder.write(bytes: damaged, to: "bad.model")
      let found = Recorder(in: folder.path).check("load q = \"bad.model\"")
      #expect(found.count == 1 && found[0].hasPrefix("E0604 "), "byte \(place): \(found)")
    }
  }

  @Test func foreignFilesAreRefused() throws {
    let header = Array("{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}".utf8)
    let foreign = [UInt8(header.count), 0, 0, 0, 0, 0, 0, 0] + header + [0, 0, 0, 0]
    try folder.write(bytes: foreign, to: "foreign.safetensors")
    try folder.write("lstm 1\nprint 1\n", to: "script.lstm")
    try folder.write("", to: "empty.model")
    #expect(
      Recorder(in: folder.path).check("load q = \"foreign.safetensors\"") == [
        "E0604 `foreign.safetensors` is not a model file: "
          + "it is a safetensors file, but not one that `save` wrote"
      ])
    #expect(
      Recorder(in: folder.path).check("load q = \"script.lstm\"")
        == ["E0604 `script.lstm` is not a model file: it does not begin with a safetensors header"])
    #expect(
      Recorder(in: folder.path).check("load q = \"empty.model\"").first?.hasPrefix("E0604 ")
        == true)
    #expect(
      Recorder(in: folder.path).check("load q = \".\"")
        == ["E0602 .: this is a folder, not a file"])
  }
}
