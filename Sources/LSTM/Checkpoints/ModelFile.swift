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
/// There is no time, host or path in it: equal models are equal bytes.
public enum ModelFile {
  /// The version of the description; files of version 2 are read as well.
  private static let version = 3

  /// Writes a model; returns how many bytes.
  ///
  /// Throws `FileWriteError`, or `ModelFileError` for what cannot be encoded.
  @discardableResult
  public static func write(_ model: SavedModel, to path: String) throws -> Int {
    let tensors = tensors(of: model.network)
    let metadata = try metadata(of: model, tensors)
    var count = 0
    var failure: (any Error)?
    try FileWriter.write(to: path) { put in
      do {
        return try Safetensors.write(metadata: metadata, tensors: tensors) { piece in
          count += piece.count
          return put(piece)
        }
      } catch {
        failure = error
        return false
      }
    }
    if failure != nil { throw ModelFileError(reason: "its description cannot be encoded") }
    return count
  }

  /// The bytes of a model.
  public static func encode(_ model: SavedModel) throws(ModelFileError) -> [UInt8] {
    let tensors = tensors(of: model.network)
    let metadata = try metadata(of: model, tensors)
    var bytes: [UInt8] = []
    let isWritten = try? Safetensors.write(metadata: metadata, tensors: tensors) { piece in
      bytes.append(contentsOf: piece)
      return true
    }
    guard isWritten == true else {
      throw ModelFileError(reason: "its description cannot be encoded")
    }
    return bytes
  }

  /// The model in some bytes.
  public static func decode(_ bytes: [UInt8], compute: Compute) throws(ModelFileError) -> SavedModel
  {
    let file = try Safetensors(bytes)
    guard file.metadata["format"] == "lstm" else {
      throw ModelFileError(reason: "it is a safetensors file, but not one that `save` wrote")
    }
    let text = file.metadata["description"] ?? ""
    let description = try description(text, version: file.metadata["version"] ?? "")
    let network = try network(description, weightCount: file.tensorBytes / 4, compute)
    let slots = network.model.layout.slots
    guard file.metadata["checksum"] == file.checksum(text, slots.map(\.name)) else {
      throw ModelFileError(reason: "it is damaged")
    }
    for slot in slots {
      try file.fill(
        network.weights, from: slot.offset, with: slot.name, shape: slot.spec.shape)
    }
    return SavedModel(description: description, network: network)
  }

  /// What a file of a version says of its model.
  private static func description(
    _ text: String, version: String
  ) throws(ModelFileError) -> SavedModel.Description {
    let (decoder, data) = (JSONDecoder(), Data(text.utf8))
    let found: SavedModel.Description?
    switch Int(version) {
    case Self.version: found = try? decoder.decode(SavedModel.Description.self, from: data)
    case 2:
      found = (try? decoder.decode(SavedModel.Description.Version2.self, from: data))?.description
    case let newer? where newer > Self.version:
      throw ModelFileError(
        reason: "it has version \(newer) of the format, and this program reads up to version "
          + "\(Self.version): a newer lstm reads it")
    default: throw ModelFileError(reason: "it was written by another version of lstm")
    }
    guard let whole = try? found?.sharingVocabulary else {
      throw ModelFileError(reason: "its description is damaged")
    }
    return whole
  }

  /// Reads a model from a file.
  ///
  /// Throws `DataError` for a file that cannot be read, else `ModelFileError`.
  public static func read(_ path: String, compute: Compute) throws -> SavedModel {
    // Its bytes, the weights, and as much room beside them.
    try FileReader.requireMemory(for: path, times: 3)
    return try decode(try FileReader.bytes(of: path), compute: compute)
  }

  private static func tensors(of network: Network) -> [Safetensors.Tensor] {
    network.model.layout.slots.map {
      Safetensors.Tensor($0.name, shape: $0.spec.shape, network.weights, from: $0.offset)
    }
  }

  /// The description, and the hash of all that a prediction depends on.
  private static func metadata(
    of model: SavedModel, _ tensors: [Safetensors.Tensor]
  ) throws(ModelFileError) -> [String: String] {
    guard let description = try? CanonicalJSON.text(of: model.description) else {
      throw ModelFileError(reason: "its description cannot be encoded")
    }
    return [
      "format": "lstm", "version": String(version), "description": description,
      "checksum": Safetensors.checksum(description, tensors),
    ]
  }

  private static func network(
    _ description: SavedModel.Description, weightCount: Int, _ compute: Compute
  ) throws(ModelFileError) -> Network {
    let text = description.inputs.text
    let written = (description.targets.first?.task as? any Writing)?.transform
    let elements = description.stack.compactMap(\.element).fitted(to: text, writing: written)
    let targets = description.targets.shapes
    let inputs = description.inputs.shapes(for: targets)
    guard elements.count == description.stack.count, !targets.isEmpty,
      targets.allSatisfy(\.shape.isPossible),
      targets.count == 1 || targets[0].shape.places == .steps,
      description.forecastsWhatItReads,
      let model = try? Model(elements, inputs: inputs, targets: targets)
    else { throw ModelFileError(reason: "it holds a stack that this version cannot build") }
    // Before anything is allocated: a damaged file may claim any size.
    guard model.layout.parameterCount == weightCount else {
      throw ModelFileError(reason: "its weights are not those of its stack")
    }
    return Network(model, compute: compute)
  }
}

extension SavedModel.Description {
  /// Whether a forecast is of the windows that are read, and nothing else is of windows.
  fileprivate var forecastsWhatItReads: Bool {
    let tasks = targets.map { $0.task as? ForecastTask }
    guard let windows = inputs.windows else { return tasks.allSatisfy { $0 == nil } }
    guard let task = tasks.first ?? nil, tasks.count == 1 else { return false }
    return task.horizon == windows.horizon && task.season >= 1
      && task.columns == windows.targets.map(\.name)
  }
}
