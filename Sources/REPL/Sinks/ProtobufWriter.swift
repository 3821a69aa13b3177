// SPDX-License-Identifier: Apache-2.0

/// Writes messages as Protocol Buffers have them: fields by their number, in the order in which they are put.
struct ProtobufWriter {
  /// What was written.
  private(set) var bytes: [UInt8] = []

  /// How a field is written.
  private enum Form: UInt64 {
    case varint = 0
    case eightBytes = 1
    case counted = 2
    case fourBytes = 5
  }

  private mutating func begin(_ field: Int, _ form: Form) {
    put(varint: UInt64(field) << 3 | form.rawValue)
  }

  /// Seven bits a byte, the lowest first; all but the last have the eighth bit.
  private mutating func put(varint value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// A whole number, or a case of an enumeration.
  mutating func put(_ field: Int, _ value: Int) {
    begin(field, .varint)
    put(varint: UInt64(bitPattern: Int64(value)))
  }

  /// A number with a fraction.
  mutating func put(_ field: Int, _ value: Double) {
    begin(field, .eightBytes)
    bytes += value.bitPattern.littleEndianBytes
  }

  /// A number with a fraction in four bytes.
  mutating func put(_ field: Int, _ value: Float) {
    begin(field, .fourBytes)
    bytes += value.bitPattern.littleEndianBytes
  }

  /// A text.
  mutating func put(_ field: Int, _ text: String) { put(field, counted: Array(text.utf8)) }

  /// A message within.
  mutating func put(_ field: Int, _ write: (inout ProtobufWriter) -> Void) {
    var inner = ProtobufWriter()
    write(&inner)
    put(field, counted: inner.bytes)
  }

  private mutating func put(_ field: Int, counted content: [UInt8]) {
    begin(field, .counted)
    put(varint: UInt64(content.count))
    bytes += content
  }
}

extension FixedWidthInteger {
  /// Its bytes, the lowest first.
  var littleEndianBytes: [UInt8] { withUnsafeBytes(of: littleEndian) { Array($0) } }
}
