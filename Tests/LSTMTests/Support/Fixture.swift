// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The numbers of one file in `Tests/Fixtures`; its README says what they are.
struct Fixture {
  /// What is wrong with a fixture file.
  enum Problem: Error {
    case unreadable(path: String)
    case malformed(line: Substring)
    case missing(name: String)
  }

  private var tensors: [String: (shape: [Int], values: [Float])] = [:]

  /// Reads the file `name`.fixture.
  init(_ name: String) throws {
    let text = try Self.text(of: "\(name).fixture")
    var lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }[...]
    while let line = lines.popFirst() {
      let words = line.split(separator: " ")
      switch words.first {
      case "value" where words.count == 3:
        tensors[String(words[1])] = ([], try Self.numbers(words[2...]))
      case "tensor" where words.count > 2:
        let shape = words[2...].compactMap { Int($0) }
        let values = try Self.numbers((lines.popFirst() ?? "").split(separator: " ")[...])
        guard values.count == shape.reduce(1, *) else { throw Problem.malformed(line: line) }
        tensors[String(words[1])] = (shape, values)
      default:
        throw Problem.malformed(line: line)
      }
    }
  }

  /// The names that are there.
  var names: Set<String> { Set(tensors.keys) }

  /// The values of a tensor in row-major order.
  func values(_ name: String) throws -> [Float] { try tensor(name).values }

  /// The sizes of a tensor.
  func shape(_ name: String) throws -> [Int] { try tensor(name).shape }

  /// A tensor of whole numbers.
  func integers(_ name: String) throws -> [Int] { try values(name).map { Int($0) } }

  /// A single number.
  func number(_ name: String) throws -> Double {
    guard let number = try values(name).first else { throw Problem.missing(name: name) }
    return Double(number)
  }

  private func tensor(_ name: String) throws -> (shape: [Int], values: [Float]) {
    guard let tensor = tensors[name] else { throw Problem.missing(name: name) }
    return tensor
  }

  private static func numbers(_ words: ArraySlice<Substring>) throws -> [Float] {
    try words.map { word in
      guard let number = Float(word) else { throw Problem.malformed(line: word) }
      return number
    }
  }

  /// The path of a file in `Tests/Fixtures`.
  static func path(of name: String) -> String {
    let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
    return "\(folder)/../../Fixtures/\(name)"
  }

  /// The text of a file in `Tests/Fixtures`.
  static func text(of name: String) throws -> String {
    let path = path(of: name)
    guard let file = fopen(path, "rb") else { throw Problem.unreadable(path: path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
