// SPDX-License-Identifier: Apache-2.0

import Foundation

/// An event file of TensorBoard, read by its format: nothing here is what writes it.
struct EventFile {
  /// A number, or a text, under a tag.
  struct Value: Hashable {
    let step: Int
    let tag: String
    var number: Float?
    var text: String?
    var plugin: String?
  }

  /// What is wrong with a file.
  enum Damage: Error { case length, checksum, message }

  private(set) var version: String?
  private(set) var times: [Double] = []
  private(set) var values: [Value] = []

  init(_ path: String) throws {
    var rest = Array(try Data(contentsOf: URL(fileURLWithPath: path)))[...]
    while !rest.isEmpty {
      guard rest.count >= 16 else { throw Damage.length }
      let length = Int(Self.number(rest.prefix(8)))
      guard rest.count >= 16 + length else { throw Damage.length }
      let start = rest.startIndex
      try Self.check(rest[start..<start + 8], rest[start + 8..<start + 12])
      let content = rest[start + 12..<start + 12 + length]
      try Self.check(content, rest[start + 12 + length..<start + 16 + length])
      try take(content)
      rest = rest[(start + 16 + length)...]
    }
  }

  /// The numbers under a tag, by step.
  func numbers(_ tag: String) -> [(step: Int, value: Float)] {
    values.filter { $0.tag == tag }.compactMap { value in
      value.number.map { (value.step, $0) }
    }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func check(_ bytes: ArraySlice<UInt8>, _ sum: ArraySlice<UInt8>) throws {
    // Bit by bit, as the polynomial has it.
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      for bit in 0..<8 {
        let high = (crc & 1) ^ (UInt32(byte >> bit) & 1)
        crc = crc >> 1 ^ (high == 1 ? 0x82F6_3B78 : 0)
      }
    }
    crc = ~crc
    let rotated = (crc >> 15) | (crc << 17)
    guard UInt64(rotated &+ 0xA282_EAD8) == number(sum) else { throw Damage.checksum }
  }

  /// A field of a message.
  private enum Field {
    case whole(UInt64)
    case bytes(ArraySlice<UInt8>)
  }

  private static func fields(_ message: ArraySlice<UInt8>) throws -> [(Int, Field)] {
    var rest = message
    var found: [(Int, Field)] = []
    func varint() throws -> UInt64 {
      var (value, shift) = (UInt64(0), UInt64(0))
      while let byte = rest.popFirst() {
        value |= UInt64(byte & 0x7F) << shift
        if byte & 0x80 == 0 { return value }
        shift += 7
      }
      throw Damage.message
    }
    func take(_ count: Int) throws -> ArraySlice<UInt8> {
      guard rest.count >= count else { throw Damage.message }
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count)
    }
    while !rest.isEmpty {
      let key = try varint()
      switch key & 7 {
      case 0: found.append((Int(key >> 3), .whole(try varint())))
      case 1: found.append((Int(key >> 3), .whole(number(try take(8)))))
      case 2: found.append((Int(key >> 3), .bytes(try take(Int(try varint())))))
      case 5: found.append((Int(key >> 3), .whole(number(try take(4)))))
      default: throw Damage.message
      }
    }
    return found
  }

  private mutating func take(_ event: ArraySlice<UInt8>) throws {
    var (step, summary) = (0, ArraySlice<UInt8>())
    for (number, field) in try Self.fields(event) {
      switch (number, field) {
      case (1, .whole(let bits)): times.append(Double(bitPattern: bits))
      case (2, .whole(let value)): step = Int(value)
      case (3, .bytes(let text)): version = String(decoding: text, as: UTF8.self)
      case (5, .bytes(let bytes)): summary = bytes
      default: throw Damage.message
      }
    }
    for (number, field) in try Self.fields(summary) {
      guard number == 1, case .bytes(let value) = field else { throw Damage.message }
      try take(value: value, step)
    }
  }

  private mutating func take(value: ArraySlice<UInt8>, _ step: Int) throws {
    let fields = try Self.fields(value)
    let text = { (number: Int, fields: [(Int, Field)]) -> ArraySlice<UInt8>? in
      fields.lazy.compactMap { field in
        if field.0 == number, case .bytes(let bytes) = field.1 { bytes } else { nil }
      }.first
    }
    guard let tag = text(1, fields) else { throw Damage.message }
    var found = Value(step: step, tag: String(decoding: tag, as: UTF8.self))
    for (number, field) in fields {
      if number == 2, case .whole(let bits) = field {
        found.number = Float(bitPattern: UInt32(bits))
      }
    }
    if let tensor = text(8, fields), let string = text(8, try Self.fields(tensor)) {
      found.text = String(decoding: string, as: UTF8.self)
    }
    if let metadata = text(9, fields), let plugin = text(1, try Self.fields(metadata)),
      let name = text(1, try Self.fields(plugin))
    {
      found.plugin = String(decoding: name, as: UTF8.self)
    }
    values.append(found)
  }
}
