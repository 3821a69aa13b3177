// SPDX-License-Identifier: Apache-2.0

/// The type of the elements of a NumPy array.
struct NPYElement: Hashable {
  enum Kind: Character {
    case float = "f"
    case integer = "i"
    case unsigned = "u"
    case flag = "b"
  }

  let kind: Kind
  /// The bytes of one element.
  let size: Int
  private let isBigEndian: Bool

  /// What to save instead of what is not read.
  static let remedy = "save numbers: `np.save(path, x.astype(np.float32))`"

  /// The type that NumPy writes as `<f4` and the like; throws for one that holds no numbers.
  init(_ type: String) throws(DataError.Fact) {
    let order = type.first ?? " "
    let code = type.dropFirst()
    guard "<>=|".contains(order), let kind = code.first.flatMap(Kind.init),
      let size = Int(code.dropFirst()), Self.sizes(of: kind).contains(size)
    else {
      throw .badArray(reason: "the array holds \(Self.name(of: type))", remedy: Self.remedy)
    }
    self.kind = kind
    self.size = size
    isBigEndian = order == ">"
  }

  private static func sizes(of kind: Kind) -> [Int] {
    switch kind {
    case .float: [2, 4, 8]
    case .integer, .unsigned: [1, 2, 4, 8]
    case .flag: [1]
    }
  }

  private static func name(of type: String) -> String {
    switch type.first == "[" ? "[" : type.dropFirst().first {
    case "[", "V": "records of several fields"
    case "O": "objects of Python"
    case "c": "complex numbers"
    case "U", "S", "a": "texts"
    case "M", "m": "times"
    default: "elements of the type \(type)"
    }
  }

  /// The number at a place, in bytes.
  func number(_ bytes: RawSpan, at place: Int) -> Double {
    switch (kind, size) {
    case (.float, 2): Self.half(UInt16(truncatingIfNeeded: bits(bytes, place)))
    case (.float, 4):
      Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits(bytes, place))))
    case (.float, _): Double(bitPattern: bits(bytes, place))
    case (.integer, _): Double(integer(bytes, place))
    case (.unsigned, _), (.flag, _): Double(bits(bytes, place))
    }
  }

  /// The whole number at a place, as the name of a class; nil in an array of other numbers.
  func name(_ bytes: RawSpan, at place: Int) -> String? {
    switch kind {
    case .float: nil
    case .integer: String(integer(bytes, place))
    case .unsigned, .flag: String(bits(bytes, place))
    }
  }

  private func integer(_ bytes: RawSpan, _ place: Int) -> Int64 {
    let unused = UInt64(64 - 8 * size)
    return Int64(bitPattern: bits(bytes, place) << unused) >> Int64(unused)
  }

  private func bits(_ bytes: RawSpan, _ place: Int) -> UInt64 {
    switch size {
    case 1: UInt64(bytes.unsafeLoad(fromByteOffset: place, as: UInt8.self))
    case 2: UInt64(ordered(bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt16.self)))
    case 4: UInt64(ordered(bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt32.self)))
    default: ordered(bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self))
    }
  }

  private func ordered<Word: FixedWidthInteger>(_ word: Word) -> Word {
    isBigEndian ? Word(bigEndian: word) : Word(littleEndian: word)
  }

  /// A number of half precision.
  private static func half(_ bits: UInt16) -> Double {
    let exponent = Int(bits >> 10 & 0x1F)
    let fraction = Double(bits & 0x3FF)
    let size: Double =
      switch exponent {
      case 0: fraction * 0x1p-24
      case 0x1F: fraction == 0 ? .infinity : .nan
      default: (1024 + fraction) * Double(sign: .plus, exponent: exponent - 25, significand: 1)
      }
    return bits >> 15 == 0 ? size : -size
  }
}
