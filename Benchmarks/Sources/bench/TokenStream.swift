// SPDX-License-Identifier: Apache-2.0

@testable import LSTM

/// Tokens in the order of a text, numbered as each is first met.
struct TokenStream {
  private(set) var tokens: [Int32] = []
  private(set) var vocabulary = 0
  private var numbers: [ArraySlice<UInt8>: Int32] = [:]

  /// The words of the Penn Treebank's training text, with one `<eos>` a line.
  static func words(_ folder: String) throws -> TokenStream {
    let bytes = try FileReader.bytes(of: folder + "/ptb/ptb.train.txt.gz")
    let end = ArraySlice("<eos>".utf8)
    var stream = TokenStream()
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      for word in line.split(separator: UInt8(ascii: " ")) { stream.add(word) }
      stream.add(end)
    }
    return stream
  }

  /// The characters of Tiny Shakespeare, which are bytes, without the last twentieth.
  static func characters(_ folder: String) throws -> TokenStream {
    let bytes = try FileReader.bytes(of: folder + "/tinyshakespeare/input.txt")
    var stream = TokenStream()
    for at in bytes.indices { stream.add(bytes[at...at]) }
    stream.tokens.removeLast(bytes.count - bytes.count * 19 / 20)
    return stream
  }

  private mutating func add(_ token: ArraySlice<UInt8>) {
    if let number = numbers[token] {
      tokens.append(number)
    } else {
      let number = Int32(numbers.count)
      numbers[token] = number
      tokens.append(number)
      vocabulary = numbers.count
    }
  }
}
