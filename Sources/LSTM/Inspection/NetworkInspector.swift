// SPDX-License-Identifier: Apache-2.0

/// Looks into a network: how much each token weighs for a score, what the gates do, and how far back
/// gradients reach.
///
/// It has stages of its own, so the network goes on as if nobody had looked.
public final class NetworkInspector {
  private let network: Network
  private let stages: StageRuns
  /// What makes the scores of each target of what the layers give.
  private let ends: [[any Stage]]
  /// The axis of what the layers give.
  private let axis: Axis
  private let signal = Buffer()
  private let scoreGradient = Buffer()

  /// An inspector.
  public init(_ network: Network) {
    self.network = network
    let model = network.model
    stages = StageRuns(model)
    ends = model.heads.map { head in
      guard model.features.isSequence, !head.input.isSequence else { return [head.makeStage()] }
      let last = PoolingLayer(kind: .last).makeStage(
        Site(name: "last", input: model.features, slots: []))
      return [last, head.makeStage()]
    }
    axis = model.features.axis ?? .leading
  }

  /// How much each place of what is read weighs for a score: a token, or the numbers of a step or row.
  public struct Weights: Hashable, Sendable {
    /// The weight of each place: together they are the score less what it is without any of them.
    public let weights: [Double]
    /// The same of each number that the first layer gives there, `[places, numbers]`.
    public let ofNumbers: [Double]
    /// The score as it is.
    public let score: Double
    /// The score with all vectors zero.
    public let baseline: Double

    /// What the weights leave unexplained, as the path was walked in steps.
    public var rest: Double { score - baseline - weights.reduce(0, +) }

    /// The same in another unit, and from another center.
    public func scaled(by unit: Double, from center: Double) -> Weights {
      Weights(
        weights: weights.map { $0 * unit }, ofNumbers: ofNumbers.map { $0 * unit },
        score: center + unit * score, baseline: center + unit * baseline)
    }

    /// How much some of the numbers weigh at a place.
    public func weight(of numbers: Range<Int>, at place: Int) -> Double {
      let width = ofNumbers.count / max(weights.count, 1)
      return ofNumbers[place * width + numbers.lowerBound..<place * width + numbers.upperBound]
        .reduce(0, +)
    }
  }

  /// The weights of tokens for a score, by integrated gradients (Sundararajan and others 2017): the
  /// vectors of the tokens grow from zero, and each gathers what the score gains by it.
  ///
  /// The vectors are what the first layer gives, which reads the data: those of `embed`, the numbers of
  /// `inputs`, or several of them joined. What a later layer reads stays as it is.
  ///
  /// - Parameters:
  ///   - row: the row of the column that is looked at.
  ///   - class: the score, by the number of its class; of two classes with one score it is that of
  ///     the second, and its opposite that of the first.
  ///   - step: the step whose score it is, where each has one.
  ///   - parts: in how many parts the way is gone; they are the smaller the nearer to zero, where most
  ///     of the score comes from.
  ///   - head: which target it is of, by their order; 0 for the leading one.
  public func weights(
    _ column: TokenColumn, row: Int = 0, class index: Int, step: Int = 0, parts: Int = 100,
    head: Int = 0
  ) -> Weights {
    weights([column], row: row, class: index, step: step, parts: parts, head: head)
  }

  /// The same of data with several inputs, the leading one first.
  public func weights(
    _ columns: [any Column], row: Int = 0, class index: Int, step: Int = 0, parts: Int = 100,
    head: Int = 0
  ) -> Weights {
    let subject = Subject(head: head, class: index, step: step)
    let batch = Batch(columns, rows: [row])
    let pass = network.pass(batch)
    let vectors = stages.stages[0].forward(.empty, pass)
    let input = vectors.contents
    let columns = vectors.columns
    var sums = [Double](repeating: 0, count: vectors.rows)
    var ofNumbers = [Double](repeating: 0, count: input.count)
    for part in 0..<parts {
      let root = (Double(part) + 0.5) / Double(parts)
      let slope = gradient(input, columns, scaledBy: Float(root * root), pass, subject)
      let share = 2 * root / Double(parts)
      for token in sums.indices {
        let row = slope.row(token)
        var sum = 0.0
        for column in 0..<columns {
          let gain = Double(input[token * columns + column] * row[column])
          sum += gain
          ofNumbers[token * columns + column] += gain * share
        }
        sums[token] += sum * share
      }
    }
    return Weights(
      weights: sums, ofNumbers: ofNumbers, score: score(input, columns, scaledBy: 1, pass, subject),
      baseline: score(input, columns, scaledBy: 0, pass, subject))
  }

  /// What gates and attention are while a text is read.
  public func traces(_ columns: [any Column], row: Int = 0) -> [StepTrace] {
    _ = stages.forward(network.pass(Batch(columns, rows: [row])))
    return zip(network.model.layers, stages.stages).flatMap { $1.traces(of: $0.name) }
  }

  /// The length of the gradient of the loss at the last step with respect to what was read at it, one
  /// step before, and so on: how far back a run can learn.
  ///
  /// - Parameter target: what is right at the last step of the leading target.
  public func gradientNorms(
    _ columns: [any Column], row: Int = 0, target: Int32
  ) -> [Double] {
    let batch = Batch(columns, rows: [row])
    let pass = network.pass(batch)
    let signal = end(stages.forward(pass), pass, of: 0)
    let slope = scoreGradient.matrix(signal.rows, signal.columns)
    slope.fill(0)
    let last = slope.row(slope.rows - 1)
    last.update(from: signal.row(signal.rows - 1), count: signal.columns)
    network.model.heads[0].head.differentiate(
      last, choice: Int(target), network.compute.kernels)
    let back = backward(slope, pass, of: 0)
    return (0..<back.rows).reversed().map { step in
      let values = back.row(step)
      return (0..<back.columns).reduce(0.0) { $0 + Double(values[$1] * values[$1]) }.squareRoot()
    }
  }

  // MARK: Passes

  /// Which score is looked at.
  private struct Subject {
    let head: Int
    let `class`: Int
    let step: Int
  }

  /// The score for vectors that are scaled.
  private func score(
    _ input: [Float], _ columns: Int, scaledBy factor: Float, _ pass: Pass, _ subject: Subject
  ) -> Double {
    let scores = forward(input, columns, scaledBy: factor, pass, of: subject.head)
    let (column, sign) = place(of: subject)
    return Double(sign * scores.row(min(subject.step, scores.rows - 1))[column])
  }

  /// The gradient of the score with respect to the vectors.
  private func gradient(
    _ input: [Float], _ columns: Int, scaledBy factor: Float, _ pass: Pass, _ subject: Subject
  ) -> Matrix {
    let scores = forward(input, columns, scaledBy: factor, pass, of: subject.head)
    let slope = scoreGradient.matrix(scores.rows, scores.columns)
    slope.fill(0)
    let (column, sign) = place(of: subject)
    slope.row(min(subject.step, scores.rows - 1))[column] = sign
    return backward(slope, pass, of: subject.head)
  }

  private func place(of subject: Subject) -> (column: Int, sign: Float) {
    network.model.heads[subject.head].head.score(of: subject.class)
  }

  /// The scores of a target for vectors that are scaled.
  private func forward(
    _ input: [Float], _ columns: Int, scaledBy factor: Float, _ pass: Pass, of head: Int
  ) -> Matrix {
    let scaled = signal.matrix(input.count / max(columns, 1), columns)
    for at in input.indices { scaled.base[at] = factor * input[at] }
    return end(stages.forward(pass, from: 1, scaled), pass, of: head)
  }

  /// The scores of a target for what the layers give.
  private func end(_ features: Matrix, _ pass: Pass, of head: Int) -> Matrix {
    let pass = pass.on(axis)
    return ends[head].reduce(features) { $1.forward($0, pass) }
  }

  /// From the scores of a target to the vectors that the first layer gives.
  private func backward(_ gradient: Matrix, _ pass: Pass, of head: Int) -> Matrix {
    let own = pass.on(axis)
    let slope = ends[head].reversed().reduce(gradient) { $1.backward($0, own) ?? $0 }
    return stages.backward(slope, pass, to: 1)
  }
}
