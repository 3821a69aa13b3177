// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Why a file is no model of ours.
public struct ModelFileError: Error, Hashable, Sendable {
  /// What was found, in the user's words.
  public let reason: String
}

/// The file of a saved model: a safetensors file, whose metadata hold the description.
///
/// Eight bytes give the length of the header (little-endian), the header is JSON with name, shape
/// and place of each tensor, and the tensors follow as little-endian fp32. There is no time, host
/// or path in it: equal models are equal bytes.
public enum ModelFile {
  /// The version of the description.
  private static let version = "1"

  /// The bytes of a model.
  public static func encode(_ model: SavedModel) throws(ModelFileError) -> [UInt8] {
    let weights = weightBytes(model.network)
    var entries: [String: HeaderEntry] = [:]
    var offset = 0
    for slot in model.network.model.layout.slots {
      let end = offset + slot.spec.count * 4
      entries[slot.name] = .tensor(shape: slot.spec.shape, offsets: [offset, end])
      offset = end
    }
    do {
      let description = String(decoding: try encoder.encode(model.description), as: UTF8.self)
      entries["__metadata__"] = .metadata([
        "format": "lstm", "version": version, "description": description,
        "checksum": checksum(description, weights[...]),
      ])
      var header = Array(try encoder.encode(entries))
      while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
      let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
      return length + header + weights
    } catch {
      throw ModelFileError(reason: "its description cannot be encoded")
    }
  }

  /// The model in some bytes.
  public static func decode(_ bytes: [UInt8], compute: Compute) throws(ModelFileError) -> SavedModel
  {
    let (entries, weights) = try split(bytes)
    guard case .metadata(let metadata) = entries["__metadata__"], metadata["format"] == "lstm"
    else { throw ModelFileError(reason: "it is a safetensors file, but not one that `save` wrote") }
    guard metadata["version"] == version else {
      throw ModelFileError(reason: "it was written by another version of lstm")
    }
    let text = metadata["description"] ?? ""
    guard metadata["checksum"] == checksum(text, weights) else {
      throw ModelFileError(reason: "it is damaged")
    }
    guard
      let description = try? JSONDecoder().decode(
        SavedModel.Description.self, from: Data(text.utf8))
    else { throw ModelFileError(reason: "its description is damaged") }
    let network = try network(description, weightCount: weights.count / 4, compute)
    try fill(network, entries, weights)
    return SavedModel(description: description, network: network)
  }

  /// Reads a model from a file.
  ///
  /// Throws `DataError` for a file that cannot be read, else `ModelFileError`.
  public static func read(_ path: String, compute: Compute) throws -> SavedModel {
    try decode(try FileReader.bytes(of: path), compute: compute)
  }

  /// The hash of all that a prediction depends on.
  private static func checksum(_ description: String, _ weights: ArraySlice<UInt8>) -> String {
    Fingerprint([ArraySlice(description.utf8), weights].joined()).description
  }

  private static let encoder: JSONEncoder = {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }()

  private static func weightBytes(_ network: Network) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(network.model.layout.parameterCount * 4)
    for slot in network.model.layout.slots {
      for value in network.values(of: slot) {
        let word = value.bitPattern
        for shift in stride(from: UInt32(0), to: 32, by: 8) {
          bytes.append(UInt8(truncatingIfNeeded: word >> shift))
        }
      }
    }
    return bytes
  }

  private static func split(
    _ bytes: [UInt8]
  ) throws(ModelFileError) -> ([String: HeaderEntry], ArraySlice<UInt8>) {
    guard bytes.count > 8 else { throw ModelFileError(reason: "it is too short") }
    var length = 0
    for index in 0..<6 { length |= Int(bytes[index]) << (8 * index) }
    guard bytes[6] == 0, bytes[7] == 0, length <= bytes.count - 8,
      let entries = try? JSONDecoder().decode(
        [String: HeaderEntry].self, from: Data(bytes[8..<8 + length]))
    else { throw ModelFileError(reason: "it does not begin with a safetensors header") }
    return (entries, bytes[(8 + length)...])
  }

  private static func network(
    _ description: SavedModel.Description, weightCount: Int, _ compute: Compute
  ) throws(ModelFileError) -> Network {
    let elements = description.stack.compactMap(\.element)
    guard elements.count == description.stack.count, description.labels.count >= 2,
      let model = try? Model(
        elements, input: .tokens(vocabulary: description.transform.vocabulary.count),
        classes: description.labels.count)
    else { throw ModelFileError(reason: "it holds a stack that this version cannot build") }
    // Before anything is allocated: a damaged file may claim any size.
    guard model.layout.parameterCount == weightCount else {
      throw ModelFileError(reason: "its weights are not those of its stack")
    }
    return Network(model, compute: compute)
  }

  private static func fill(
    _ network: Network, _ entries: [String: HeaderEntry], _ weights: ArraySlice<UInt8>
  ) throws(ModelFileError) {
    for slot in network.model.layout.slots {
      guard case .tensor(let shape, let offsets) = entries[slot.name], shape == slot.spec.shape,
        offsets.count == 2, offsets[0] >= 0, offsets[0] <= weights.count,
        offsets[1] == offsets[0] + slot.spec.count * 4, offsets[1] <= weights.count
      else {
        throw ModelFileError(reason: "the tensor `\(slot.name)` is missing or has another shape")
      }
      let first = weights.startIndex + offsets[0]
      let values = (0..<slot.spec.count).map { index in
        let at = first + 4 * index
        let word =
          UInt32(weights[at]) | UInt32(weights[at + 1]) << 8 | UInt32(weights[at + 2]) << 16
          | UInt32(weights[at + 3]) << 24
        return Float(bitPattern: word)
      }
      network.setValues(values, of: slot)
    }
  }
}

/// An entry of a safetensors header.
private enum HeaderEntry: Codable {
  case metadata([String: String])
  case tensor(shape: [Int], offsets: [Int])

  private enum Key: String, CodingKey {
    case dtype, shape
    case offsets = "data_offsets"
  }

  init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: Key.self), container.contains(.dtype) {
      guard try container.decode(String.self, forKey: .dtype) == "F32" else {
        throw DecodingError.dataCorruptedError(
          forKey: .dtype, in: container, debugDescription: "only F32 is known")
      }
      self = .tensor(
        shape: try container.decode([Int].self, forKey: .shape),
        offsets: try container.decode([Int].self, forKey: .offsets))
    } else {
      self = .metadata(try decoder.singleValueContainer().decode([String: String].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .metadata(let values):
      var container = encoder.singleValueContainer()
      try container.encode(values)
    case .tensor(let shape, let offsets):
      var container = encoder.container(keyedBy: Key.self)
      try container.encode("F32", forKey: .dtype)
      try container.encode(shape, forKey: .shape)
      try container.encode(offsets, forKey: .offsets)
    }
  }
}
