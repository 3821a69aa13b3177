// SPDX-License-Identifier: Apache-2.0

import CReadline
import DSL
import Glibc

/// Reads lines from a file or a pipe as they are: no prompt, no echo, no editing, tabs kept.
final class PlainReader: LineReader {
  private static let longestLine = ScriptFile.maximumBytes

  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var position = 0
  private var lineNumber = 0
  private var isAtEnd = false
  /// The byte that lines end with: a carriage return where the input has no line feed at all.
  private var ending = UInt8(ascii: "\n")
  /// The end of the line that was read last, as it was written; empty at the end of the input.
  private(set) var lineEnd = ""

  /// A reader of a file descriptor.
  init(descriptor: Int32 = STDIN_FILENO) {
    self.descriptor = descriptor
  }

  let isInteractive = false
  let remembered: [String] = []

  func remember(_ entry: String) {}

  func readLine(_ prompt: PromptKind, behind earlier: String = "") -> ReadResult {
    next(waits: true) ?? .end
  }

  /// The next line if it has come already; nil as long as more of it is to come.
  func readyLine() -> ReadResult? { next(waits: false) }

  private func next(waits: Bool) -> ReadResult? {
    var searched = position
    while true {
      if let feed = buffer[searched...].firstIndex(of: ending) {
        defer { position = feed + 1 }
        return line(buffer[position..<feed], end: ending)
      }
      if isAtEnd {
        guard position < buffer.count else { return .end }
        if lineNumber == 0, ending != Self.carriageReturn,
          buffer.dropLast().contains(Self.carriageReturn)
        {
          ending = Self.carriageReturn
          searched = position
          continue
        }
        defer { position = buffer.count }
        return line(buffer[position...], end: nil)
      }
      buffer.removeFirst(position)
      position = 0
      searched = buffer.count
      guard searched <= Self.longestLine else { return .failed("a line is longer than 64 MiB") }
      guard waits || isReadable else { return nil }
      if let failure = readMore() { return failure }
    }
  }

  /// Whether reading would not wait.
  private var isReadable: Bool {
    var asked = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&asked, 1, 0) > 0
  }

  /// Reads what there is; returns why not when it cannot.
  private func readMore() -> ReadResult? {
    if signals_wait(descriptor) == 0 {
      if Signals.isTerminated { return .terminated }
      if Signals.interruption() != .none { return .interrupted }
      return nil
    }
    guard let bytes = FileDescriptor.read(from: descriptor) else {
      return .failed(StandardStreams.problem(errno))
    }
    isAtEnd = bytes.isEmpty
    buffer += bytes
    return nil
  }

  private static let carriageReturn = UInt8(ascii: "\r")

  /// A line without its end.
  ///
  /// - Parameter end: the byte that follows it; nil at the end of the input.
  private func line(_ bytes: ArraySlice<UInt8>, end: UInt8?) -> ReadResult {
    lineNumber += 1
    let endsInReturn = bytes.last == Self.carriageReturn
    let bytes = endsInReturn ? bytes.dropLast() : bytes
    lineEnd = (endsInReturn ? "\r" : "") + (end.map { String(Unicode.Scalar($0)) } ?? "")
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return .failed("line \(lineNumber) is not UTF-8 text")
    }
    return .line(text)
  }
}
