// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A safetensors file: named fp32 tensors, and texts about them.
///
/// Eight bytes give the length of the header (little-endian), the header is JSON with name, shape
/// and place of each tensor, and the tensors follow as little-endian fp32.
struct Safetensors {
  /// A tensor to write, where it stands in memory.
  struct Tensor {
    let name: String
    let shape: [Int]
    let values: UnsafeRawBufferPointer

    /// The first numbers of a buffer, or some of them.
    init(_ name: String, shape: [Int], _ buffer: Buffer, from offset: Int = 0) {
      self.name = name
      self.shape = shape
      values = UnsafeRawBufferPointer(
        start: buffer.base + offset,
        count: shape.reduce(1, *) * MemoryLayout<Float>.stride)
    }
  }

  /// The texts of the header.
  let metadata: [String: String]
  /// Shape and bytes of each tensor.
  private let entries: [String: (shape: [Int], bytes: ArraySlice<UInt8>)]

  // MARK: Writing

  /// Hands on a file piece by piece, its header first; false when `put` said so.
  static func write(
    metadata: [String: String], tensors: [Tensor], _ put: (UnsafeRawBufferPointer) -> Bool
  ) throws -> Bool {
    let header = try header(metadata, tensors)
    return header.withUnsafeBytes { put($0) } && tensors.allSatisfy { put($0.values) }
  }

  /// The hash of a text and of the bytes of some tensors.
  static func checksum(_ text: String, _ tensors: [Tensor]) -> String {
    var hash = Fingerprint(text.utf8)
    for tensor in tensors { hash.combine(words: tensor.values) }
    return hash.description
  }

  private static func header(
    _ metadata: [String: String], _ tensors: [Tensor]
  ) throws -> [UInt8] {
    var entries = ["__metadata__": HeaderEntry.metadata(metadata)]
    var offset = 0
    for tensor in tensors {
      let end = offset + tensor.values.count
      entries[tensor.name] = .tensor(shape: tensor.shape, offsets: [offset, end])
      offset = end
    }
    var header = try CanonicalJSON.bytes(of: entries)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    return (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) } + header
  }

  // MARK: Reading

  /// The tensors in some bytes; throws `ModelFileError`.
  init(_ bytes: [UInt8]) throws(ModelFileError) {
    guard bytes.count > 8 else { throw ModelFileError(reason: "it is too short") }
    if let length = Self.headerLength(of: bytes), length > bytes.count - 8,
      bytes[8] == UInt8(ascii: "{")
    {
      throw ModelFileError(
        reason: "it is truncated: of a header of \(length) bytes it has \(bytes.count - 8)")
    }
    guard let (header, length) = Self.header(of: bytes) else {
      throw ModelFileError(reason: "it does not begin with a safetensors header")
    }
    let content = bytes[(8 + length)...]
    var metadata: [String: String] = [:]
    var entries: [String: (shape: [Int], bytes: ArraySlice<UInt8>)] = [:]
    // By name: of several that are damaged, the error names the same one every time.
    for (name, entry) in header.sorted(by: { $0.key < $1.key }) {
      switch entry {
      case .metadata(let texts):
        guard name == "__metadata__" else {
          throw ModelFileError(reason: "`\(name)` is no tensor")
        }
        metadata = texts
      case .tensor(let shape, let offsets):
        guard offsets.count == 2, 0 <= offsets[0], offsets[0] <= offsets[1] else {
          throw ModelFileError(reason: "the tensor `\(name)` stands nowhere")
        }
        guard offsets[1] <= content.count else {
          throw ModelFileError(
            reason: "it is truncated: the tensor `\(name)` is cut off or missing")
        }
        let first = content.startIndex
        entries[name] = (shape, content[(first + offsets[0])..<(first + offsets[1])])
      }
    }
    var end = content.startIndex
    for range in entries.values.map(\.bytes.indices).sorted(by: Self.isBefore) {
      guard range.lowerBound == end else {
        throw ModelFileError(reason: "its tensors overlap, or leave gaps")
      }
      end = range.upperBound
    }
    guard end == content.endIndex else {
      throw ModelFileError(reason: "it is longer than its header says")
    }
    self.metadata = metadata
    self.entries = entries
  }

  /// The order in a file; a tensor without numbers stands before the one that begins there.
  private static func isBefore(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
    (one.lowerBound, one.upperBound) < (other.lowerBound, other.upperBound)
  }

  /// The texts of a header, whose tensors may be cut off; nil when there is none.
  static func metadata(in bytes: [UInt8]) -> [String: String]? {
    guard case .metadata(let texts)? = header(of: bytes)?.entries["__metadata__"] else {
      return nil
    }
    return texts
  }

  /// How long the header is, by the eight bytes before it; nil when they are no length.
  static func headerLength(of bytes: [UInt8]) -> Int? {
    guard bytes.count >= 8, bytes[6] == 0, bytes[7] == 0 else { return nil }
    return (0..<6).reduce(0) { $0 | Int(bytes[$1]) << (8 * $1) }
  }

  private static func header(
    of bytes: [UInt8]
  ) -> (entries: [String: HeaderEntry], length: Int)? {
    guard let length = headerLength(of: bytes), length <= bytes.count - 8,
      let entries = try? JSONDecoder().decode(
        [String: HeaderEntry].self, from: Data(bytes[8..<8 + length]))
    else { return nil }
    return (entries, length)
  }

  /// How many bytes all tensors have.
  var tensorBytes: Int { entries.values.reduce(0) { $0 + $1.bytes.count } }

  /// The names of the tensors, sorted.
  var names: [String] { entries.keys.sorted() }

  /// The hash of a text and of the bytes of tensors in some order.
  func checksum(_ text: String, _ names: [String]) -> String {
    var hash = Fingerprint(text.utf8)
    for name in names {
      entries[name]?.bytes.withUnsafeBytes { hash.combine(words: $0) }
    }
    return hash.description
  }

  /// Whether there is a tensor of a shape.
  func holds(_ name: String, shape: [Int]) -> Bool {
    guard let entry = entries[name] else { return false }
    return entry.shape == shape
      && entry.bytes.count == shape.reduce(1, *) * MemoryLayout<Float>.stride
  }

  /// Fills the first numbers of a buffer, or some of them, with a tensor of a shape.
  func fill(
    _ buffer: Buffer, from offset: Int = 0, with name: String, shape: [Int]
  ) throws(ModelFileError) {
    guard let entry = entries[name], holds(name, shape: shape),
      offset + shape.reduce(1, *) <= buffer.count
    else {
      throw ModelFileError(reason: "the tensor `\(name)` is missing or has another shape")
    }
    entry.bytes.withUnsafeBytes { bytes in
      UnsafeMutableRawPointer(buffer.base + offset).copyMemory(
        from: bytes.baseAddress ?? UnsafeRawPointer(buffer.base), byteCount: bytes.count)
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
