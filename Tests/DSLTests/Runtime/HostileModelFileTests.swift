// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL
@testable import LSTM

/// Model files that somebody made to do harm, their checksums right: none may crash.
@Suite struct HostileModelFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func saved() throws -> [UInt8] {
    #expect(Recorder(in: folder.path).run(Samples.run + "\nsave r \"r.model\"") == .success)
    return try folder.bytes(of: "r.model")
  }

  /// A file with a header of this text and some content.
  private func file(_ header: String, _ content: [UInt8] = [], length: Int? = nil) -> [UInt8] {
    let length = length ?? header.utf8.count
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(header.utf8)
      + content
  }

  private func reason(_ bytes: [UInt8]) throws -> String {
    let error = #expect(throws: ModelFileError.self) {
      try ModelFile.decode(bytes, compute: Compute(threads: 1))
    }
    return error?.reason ?? ""
  }

  @Test func aTruncatedFileSaysSo() throws {
    let bytes = try saved()
    let header = try #require(Safetensors.headerLength(of: bytes))
    for count in [9, 40, 8 + header - 1] {
      #expect(try reason(Array(bytes.prefix(count))).hasPrefix("it is truncated: of a header of"))
    }
    for count in [8 + header, 8 + header + 3, bytes.count - 1] {
      #expect(try reason(Array(bytes.prefix(count))).hasPrefix("it is truncated: the tensor"))
    }
  }

  @Test(arguments: [
    (1 << 40, "truncated"), (Int.max, "does not begin"), (-1, "does not begin"), (2, "begin"),
  ])
  func theLengthOfTheHeaderIsNotTrusted(length: Int, message: String) throws {
    #expect(try reason(file("{\"a\":{}}", length: length)).contains(message))
  }

  @Test(arguments: [
    ("[0,8]", "[4,8]", "overlap"), ("[0,4]", "[5,9]", "truncated"), ("[0,4]", "[6,8]", "overlap"),
    ("[-4,4]", "[4,8]", "stands nowhere"), ("[8,0]", "[0,8]", "stands nowhere"),
    ("[0,4,8]", "[4,8]", "stands nowhere"), ("[]", "[0,8]", "stands nowhere"),
    ("[0,9223372036854775807]", "[0,8]", "truncated"), ("[0,1e30]", "[0,8]", "header"),
    ("[0,0]", "[0,4]", "longer than its header"), ("[0,NaN]", "[0,8]", "header"),
  ])
  func placesOfTensorsAreHeldAgainstTheFile(one: String, other: String, message: String) throws {
    let header =
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":"# + one
      + #"},"b":{"dtype":"F32","shape":[9223372036854775807,4],"data_offsets":"# + other + "}}"
    #expect(try reason(file(header, Array(repeating: 0, count: 8))).contains(message))
  }

  @Test func deepAndLongHeadersAreSurvived() throws {
    for text in [
      String(repeating: "[", count: 200_000), String(repeating: "{\"a\":", count: 100_000),
      "{\"a\":" + String(repeating: "9", count: 100_000) + "}",
      "{" + String(repeating: "\"", count: 99),
    ] {
      #expect(try reason(file(text)).contains("header"))
    }
  }

  // MARK: Mutations

  /// What stands in the place of a value.
  private static let values = [
    "-1", "0", "1", "2", "1e308", "-1e308", "9223372036854775807", "-9223372036854775808", "0.5",
    "null", "true", "\"\"", "\"char\"", "\"next\"", "[]", "[0]", "{}", "[[],[]]", "1e18",
    "4294967296",
  ]

  /// A description with some of its values, or stretches of it, changed.
  private func mutated(_ text: String, _ random: inout Random) -> String {
    var bytes = Array(text.utf8)
    for _ in 0...random.below(3) {
      let starts = bytes.indices.filter {
        bytes[$0] == UInt8(ascii: ":") || bytes[$0] == UInt8(ascii: "[")
      }
      guard let start = starts.randomElement(using: &random) else { break }
      let end = bytes[(start + 1)...].firstIndex { ",]}".utf8.contains($0) } ?? bytes.endIndex
      if random.below(6) == 0 {
        let other = min(bytes.endIndex, start + 1 + random.below(40))
        bytes.removeSubrange((start + 1)..<other)
      } else {
        bytes.replaceSubrange((start + 1)..<end, with: Array(random.pick(Self.values).utf8))
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func mutatedDescriptionsAreRefusedOrPredict() throws {
    let original = try ModelFile.decode(try saved(), compute: Compute(threads: 1))
    let network = original.network
    let tensors = network.model.layout.slots.map {
      Safetensors.Tensor($0.name, shape: $0.spec.shape, network.weights, from: $0.offset)
    }
    let text = try CanonicalJSON.text(of: original.description)
    var random = Random(seed: 11)
    var taken = 0
    for _ in 0..<1500 {
      let description = mutated(text, &random)
      var bytes: [UInt8] = []
      _ = try Safetensors.write(
        metadata: [
          "format": "lstm", "version": "3", "description": description,
          "checksum": Safetensors.checksum(description, tensors),
        ], tensors: tensors
      ) {
        bytes.append(contentsOf: $0)
        return true
      }
      try folder.write(bytes: bytes, to: "bad.model")
      guard let run = try? SavedRun(path: folder.path + "/bad.model", threads: 1) else { continue }
      taken += 1
      _ = run.tables(full: true)
      guard (try? run.requirePredictions()) != nil else { continue }
      _ = try? run.predict(["good bed", "", "bad 新 1,000"])
    }
    #expect(taken > 20)
  }

  /// Weights that are no numbers give predictions that are none.
  @Test func weightsThatAreNoNumbersAreSurvived() throws {
    let original = try ModelFile.decode(try saved(), compute: Compute(threads: 1))
    for value in [Float.nan, .infinity, -.infinity, .greatestFiniteMagnitude] {
      for at in 0..<original.network.weights.count { original.network.weights.base[at] = value }
      try folder.write(bytes: try ModelFile.encode(original), to: "odd.model")
      let run = try SavedRun(path: folder.path + "/odd.model", threads: 1)
      #expect(try run.predict(["good bed", ""])?.count == 2)
    }
  }
}
