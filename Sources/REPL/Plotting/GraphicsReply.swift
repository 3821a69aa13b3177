// SPDX-License-Identifier: Apache-2.0

/// What a terminal answers to the question what graphics it has, among what was typed meanwhile.
struct GraphicsReply: Equatable {
  /// The question about kitty's protocol: an image of one pixel, not to be shown.
  static let kittyQuestion = "\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\"
  /// The question for the device attributes, which every terminal answers.
  static let attributesQuestion = "\u{1B}[c"

  /// What the terminal has, as far as it has answered.
  private(set) var graphics = TerminalGraphics.charactersOnly
  /// Whether the last answer has come.
  private(set) var isComplete = false
  /// What is no answer, in its order: keys that were typed.
  private(set) var typed: [UInt8] = []
  private var pending: [UInt8] = []

  /// Takes bytes as they come.
  mutating func take(_ bytes: [UInt8]) {
    for byte in bytes {
      pending.append(byte)
      settle()
    }
  }

  /// Takes what is left of an answer that never ended for typed.
  mutating func end() {
    typed += pending
    pending = []
  }

  private static let kittyStart = Array("\u{1B}_G".utf8)
  private static let attributesStart = Array("\u{1B}[?".utf8)
  private static let escape: UInt8 = 0x1B
  private static let longest = 256

  /// Reads an answer at the beginning of what is pending, or gives up what cannot be one.
  private mutating func settle() {
    while !pending.isEmpty {
      if pending.count <= 3, begins(Self.kittyStart) || begins(Self.attributesStart) { return }
      let isKitty = pending.starts(with: Self.kittyStart)
      guard isKitty || pending.starts(with: Self.attributesStart), pending.count < Self.longest,
        isBody(of: isKitty)
      else {
        typed.append(pending.removeFirst())
        continue
      }
      guard let length = answerLength(isKitty) else { return }
      read(pending.prefix(length), isKitty)
      pending.removeFirst(length)
    }
  }

  private func begins(_ start: [UInt8]) -> Bool { start.starts(with: pending) }

  /// Whether all after the beginning may stand in an answer.
  private func isBody(of isKitty: Bool) -> Bool {
    let body = pending.dropFirst(3)
    if isKitty { return !body.contains { $0 < 0x20 && $0 != Self.escape } }
    return body.dropLast().allSatisfy { Self.isParameter($0) }
      && (body.last.map { Self.isParameter($0) || $0 == UInt8(ascii: "c") } ?? true)
  }

  private static func isParameter(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ";") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private func answerLength(_ isKitty: Bool) -> Int? {
    if isKitty {
      let end = pending.indices.dropFirst(4).first {
        pending[$0] == UInt8(ascii: "\\") && pending[$0 - 1] == Self.escape
      }
      return end.map { $0 + 1 }
    }
    return pending.firstIndex(of: UInt8(ascii: "c")).map { $0 + 1 }
  }

  private mutating func read(_ answer: ArraySlice<UInt8>, _ isKitty: Bool) {
    let text = String(decoding: answer, as: UTF8.self)
    if isKitty {
      if text.contains("i=31"), text.contains(";OK") { graphics = .kitty }
    } else {
      isComplete = true
      let attributes = text.dropFirst(3).dropLast().split(separator: ";")
      // The first number is the class of the terminal, those after it are what it can do.
      if graphics != .kitty, attributes.dropFirst().contains("4") { graphics = .sixel }
    }
  }
}
