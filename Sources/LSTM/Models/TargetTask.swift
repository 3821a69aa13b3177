// SPDX-License-Identifier: Apache-2.0

/// The meaning of a target: how many scores there are, for a row or for each of its steps, which loss,
/// and what the scores say.
public struct TargetTask: Hashable, Sendable {
  /// How scores become what is predicted.
  public enum Head: String, Codable, Hashable, Sendable {
    /// One score a class, softmax, cross-entropy.
    case softmax
    /// One score for the second of two classes, logistic, binary cross-entropy.
    case sigmoid
    /// One score a tag, and one for each tag behind each: a conditional random field.
    case crf
  }

  /// What is to be predicted.
  public let kind: Target.Kind
  /// How many classes or tags there are; at least two.
  public let classes: Int
  /// How scores become what is predicted.
  public let head: Head
  /// The scheme of the tags; nil for others than those of entities.
  public let scheme: TagScheme?
  /// Which tags may follow one another in what a random field says; nil where all may.
  let legal: LegalTransitions?

  /// A task.
  ///
  /// - Parameter activation: `softmax`, `sigmoid`, `crf` or `auto`, which is sigmoid for two classes.
  public init(_ kind: Target.Kind = .class, classes: Int, activation: String) {
    self.init(TargetShape(kind, classes: classes), activation: activation)
  }

  /// The task of a target.
  init(_ target: TargetShape, activation: String) {
    kind = target.kind
    classes = target.classes
    scheme = target.scheme
    legal = target.legal
    head = Head(rawValue: activation) ?? (kind == .class && classes == 2 ? .sigmoid : .softmax)
  }

  /// Whether there are scores for each step, instead of once for the row.
  public var isPerStep: Bool { kind != .class }

  /// Scores at a place.
  public var width: Int { head == .sigmoid ? 1 : classes }

  /// The name of the loss.
  public var lossName: String {
    head == .crf ? "negative log-likelihood of the tags" : loss.name
  }

  /// The loss of single places; a random field has one of whole sequences instead.
  var loss: any Loss { head == .sigmoid ? BinaryCrossEntropy() : CrossEntropy() }

  /// The probability of every class, from a row that the loss has turned into probabilities.
  func probabilities(_ row: UnsafePointer<Float>) -> [Float] {
    head == .sigmoid
      ? [1 - row[0], row[0]] : Array(UnsafeBufferPointer(start: row, count: classes))
  }
}
