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
    /// One score a token or a cluster of them, softmax over each cluster, cross-entropy.
    case adaptive
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
  /// The probability from which on a label, or the second of two classes, is predicted.
  public let threshold: Float

  /// A task.
  ///
  /// - Parameters:
  ///   - activation: `softmax`, `sigmoid`, `crf`, `adaptive` or `auto`, which is sigmoid for two
  ///     classes and for labels.
  ///   - threshold: the probability from which on a label, or the second of two classes, is predicted.
  public init(
    _ kind: Target.Kind = .class, classes: Int, activation: String, threshold: Double = 0.5
  ) {
    self.init(
      TargetShape(kind, classes: classes), activation: activation, threshold: threshold)
  }

  /// The task of a target.
  init(_ target: TargetShape, activation: String, threshold: Double = 0.5) {
    kind = target.kind
    classes = target.classes
    scheme = target.scheme
    legal = target.legal
    self.threshold = Float(threshold)
    let isLogistic = kind == .class && classes == 2 || kind == .labels
    head = Head(rawValue: activation) ?? (isLogistic ? .sigmoid : .softmax)
  }

  /// Whether there are scores for each step, instead of once for the row.
  public var isPerStep: Bool { kind.isPerStep }

  /// Whether each score is for a label by itself.
  public var isLabels: Bool { kind == .labels }

  /// Scores at a place.
  public var width: Int { head == .sigmoid && !isLabels ? 1 : classes }

  /// How many numbers say what is right at a place: which class, or for each label whether it is.
  var targetWidth: Int { isLabels ? classes : 1 }

  /// The name of the loss.
  public var lossName: String {
    head == .crf ? "negative log-likelihood of the tags" : loss.name
  }

  /// The figure that says how good it is, by the name it has in `by=`.
  public var ownFigure: String {
    switch kind {
    case .class: "accuracy"
    case .tags: scheme == nil ? "accuracy" : "f1"
    case .labels, .phrases: "f1"
    case .next: "loss"
    }
  }

  /// The loss of single places; a random field has one of whole sequences instead.
  var loss: any Loss {
    if isLabels { return LabelCrossEntropy() }
    return head == .sigmoid ? BinaryCrossEntropy() : CrossEntropy()
  }

  /// The class that is predicted for some probabilities, the first of equals.
  public func prediction(_ probabilities: [Float]) -> Int {
    guard threshold != 0.5, probabilities.count == 2 else {
      return Network.mostProbable(probabilities)
    }
    return probabilities[1] >= threshold ? 1 : 0
  }

  /// The labels of some probabilities.
  public func labels(_ probabilities: [Float]) -> [Int32] {
    probabilities.indices.filter { probabilities[$0] >= threshold }
      .map { Int32(truncatingIfNeeded: $0) }
  }

  /// The probability of every class, from a row that the loss has turned into probabilities.
  func probabilities(_ row: UnsafePointer<Float>) -> [Float] {
    head == .sigmoid && !isLabels
      ? [1 - row[0], row[0]] : Array(UnsafeBufferPointer(start: row, count: classes))
  }
}

extension Network {
  /// The index of the largest of some probabilities; the first of equals.
  public static func mostProbable(_ probabilities: [Float]) -> Int {
    var best = 0
    for index in probabilities.indices where probabilities[index] > probabilities[best] {
      best = index
    }
    return best
  }
}
