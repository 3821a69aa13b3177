// SPDX-License-Identifier: Apache-2.0

/// The meaning of a target that is one class a row: how many scores, which loss, and what the
/// scores say.
public struct ClassTask: Hashable, Sendable {
  /// How scores become probabilities.
  public enum Head: String, Codable, Hashable, Sendable {
    /// One score a class, softmax, cross-entropy.
    case softmax
    /// One score for the second of two classes, logistic, binary cross-entropy.
    case sigmoid
  }

  /// How many classes there are; at least two.
  public let classes: Int
  /// How scores become probabilities.
  public let head: Head

  /// A task.
  ///
  /// - Parameter activation: `softmax`, `sigmoid` or `auto`, which is sigmoid for two classes.
  public init(classes: Int, activation: String) {
    self.classes = classes
    head = Head(rawValue: activation) ?? (classes == 2 ? .sigmoid : .softmax)
  }

  /// Scores a row.
  public var width: Int { head == .sigmoid ? 1 : classes }

  /// The name of the loss.
  public var lossName: String { loss.name }

  var loss: any Loss { head == .sigmoid ? BinaryCrossEntropy() : CrossEntropy() }

  /// The probability of every class, from a row that the loss has turned into probabilities.
  func probabilities(_ row: UnsafePointer<Float>) -> [Float] {
    head == .sigmoid
      ? [1 - row[0], row[0]] : Array(UnsafeBufferPointer(start: row, count: classes))
  }
}
