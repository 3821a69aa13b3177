// SPDX-License-Identifier: Apache-2.0

/// What stands before the elements of a NumPy array.
struct NPYHeader: Hashable {
  /// The type of its elements.
  let element: NPYElement
  /// Whether the first axis is the one whose neighbours stand side by side.
  let isFortran: Bool
  /// The lengths of its axes.
  let shape: [Int]
  /// How many bytes stand before the elements.
  let offset: Int
  /// The bytes of all elements.
  let size: Int

  /// How many bytes tell where the header ends.
  static let prefix = 12
  /// The longest header that is read.
  static let longest = 1 << 16

  /// Where the header ends, from the first `prefix` bytes of a file.
  static func end(of beginning: ArraySlice<UInt8>) throws(DataError.Fact) -> Int {
    let bytes = Array(beginning)
    guard bytes.starts(with: FileSignature.array.magic) else {
      throw .badArray(reason: "this is not a NumPy array", remedy: NPYElement.remedy)
    }
    guard bytes.count >= prefix else { throw cutOff }
    let low = Int(bytes[8]) | Int(bytes[9]) << 8
    let end: Int
    switch bytes[6] {
    case 1: end = 10 + low
    case 2, 3: end = 12 + low | (Int(bytes[10]) << 16 | Int(bytes[11]) << 24)
    default:
      throw .badArray(
        reason: "the file has version \(bytes[6]) of NumPy's format, and 1 to 3 are read",
        remedy: NPYElement.remedy)
    }
    guard end <= longest else { throw .badArray(reason: "its header is too long", remedy: nil) }
    return end
  }

  /// The header in the bytes that end with it.
  init(_ bytes: ArraySlice<UInt8>) throws(DataError.Fact) {
    let start = bytes.startIndex + (bytes[bytes.startIndex + 6] == 1 ? 10 : 12)
    guard start <= bytes.endIndex else { throw Self.cutOff }
    let text = String(decoding: bytes[start...], as: UTF8.self)
    let fields = NPYFields(text)
    guard let type = fields["descr"], let order = fields["fortran_order"],
      let axes = fields["shape"].flatMap(NPYFields.axes)
    else { throw .badArray(reason: "its header does not say what it holds", remedy: nil) }
    element = try NPYElement(type)
    isFortran = order == "True"
    shape = axes
    offset = bytes.count
    var size = element.size
    for length in axes {
      let (product, isTooMuch) = size.multipliedReportingOverflow(by: length)
      guard !isTooMuch else {
        throw .badArray(reason: "its shape \(Self.spelled(axes)) is too large", remedy: nil)
      }
      size = product
    }
    self.size = size
  }

  /// The shape as NumPy shows it.
  var shown: String { Self.spelled(shape) }

  private static func spelled(_ shape: [Int]) -> String {
    "(\(shape.map(String.init).joined(separator: ", "))\(shape.count == 1 ? "," : ""))"
  }

  static let cutOff = DataError.Fact.badArray(
    reason: "the array is cut off", remedy: "save or fetch the file again")
  static let tooLong = DataError.Fact.badArray(
    reason: "more bytes follow the array", remedy: "save one array a file, or an npz archive")
}

/// The fields of a header, which is written as a dictionary of Python.
private struct NPYFields {
  private let text: String

  init(_ text: String) {
    self.text = text.replacing("\"", with: "'")
  }

  /// The value of a field without its quotes; nil when there is none.
  subscript(name: String) -> String? {
    guard let key = text.firstRange(of: "'\(name)'") else { return nil }
    var rest = text[key.upperBound...].drop { $0 == " " }
    guard rest.popFirst() == ":" else { return nil }
    rest = rest.drop { $0 == " " }
    switch rest.first {
    case "'": return String(rest.dropFirst().prefix { $0 != "'" })
    case "(": return String(rest.prefix { $0 != ")" })
    // A list names the fields of a structure.
    case "[": return "["
    default: return String(rest.prefix { $0.isLetter })
    }
  }

  /// The lengths of axes, as in `(3, 4` or `(3,`; nil for what is none.
  static func axes(_ text: String) -> [Int]? {
    guard text.hasPrefix("(") else { return nil }
    var axes: [Int] = []
    for part in text.dropFirst().split(separator: ",") {
      let digits = part.filter { $0 != " " && $0 != "L" }
      if digits.isEmpty { continue }
      guard let length = Int(digits), length >= 0 else { return nil }
      axes.append(length)
    }
    return axes
  }
}
