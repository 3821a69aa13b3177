// SPDX-License-Identifier: Apache-2.0

/// Holds arrays that grow while data is read against the memory that is left.
///
/// They have no way to fail: whoever lets them grow asks before.
final class GrowingData {
  private let path: String?
  private var nextQuestion = step

  /// After how many bytes of text the question is asked again; less text takes no memory to speak of.
  private static let step = 4 << 20
  /// What may come of that many bytes before the next question: a text of short cells takes a string
  /// for each, and a number for each token.
  private static let mostOfStep = 12 * step
  /// What is made of a row beside its tokens, in bytes: its cells, its numbers and its place.
  private static let bytesOfRow = 100

  /// For data of a file; nil for rows of a script.
  init(path: String?) { self.path = path }

  /// Throws `outOfMemory` unless there is memory for the rows of the file, before any is read.
  ///
  /// - Parameter times: how much they take at the least, in times the bytes of the file.
  func requireAll(times: Int) throws(DataError) {
    guard let path else { return }
    try FileReader.requireMemory(for: path, times: times)
  }

  /// Throws `outOfMemory` unless there is memory to go on to the next question.
  ///
  /// - Parameters:
  ///   - bytes: how many bytes of text there were so far.
  ///   - growth: the bytes that the arrays take which move when they grow.
  func require(after bytes: Int, growth: @autoclosure () -> Int) throws(DataError) {
    guard bytes >= nextQuestion else { return }
    nextQuestion = bytes + Self.step
    try require(2 * growth() + Self.mostOfStep)
  }

  /// Throws `outOfMemory` unless there is memory for what is made of rows that have been read.
  func require(rows: Int, tokens: Int) throws(DataError) {
    try require(rows * Self.bytesOfRow + 3 * tokens * MemoryLayout<Int32>.stride)
  }

  /// Throws `outOfMemory` unless there is memory for so many bytes.
  func require(_ bytes: Int) throws(DataError) {
    do throws(MemoryShortage) {
      try MemoryLimit.require(bytes)
    } catch {
      throw DataError(.outOfMemory(error), path: path)
    }
  }
}
