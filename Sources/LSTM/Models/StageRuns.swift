// SPDX-License-Identifier: Apache-2.0

/// The stages of the layers of a model in runs that are on one axis: a pass is turned to an axis once a
/// run, which most often is the only one.
final class StageRuns {
  private struct Run {
    let axis: Axis
    let stages: Range<Int>
  }

  let stages: [any Stage]
  private let runs: [Run]
  private let axes: [AxisSpec]

  /// What the encoder hands to the decoder, and the stage that does; nil where there is none.
  let handover: (value: Handover, stage: Int)?

  init(_ model: Model) {
    let place = model.handoverPlace
    handover = place.map { (Handover(model.layers[$0].input), $0) }
    stages = model.makeStages(handover?.value)
    axes = model.axes
    var runs: [Run] = []
    for (index, layer) in model.layers.enumerated() {
      let before = runs.last?.axis ?? .leading
      // A vector goes along with what is before it: it has the same place on every axis.
      let axis = layer.input.axis ?? before
      if let last = runs.last, last.axis == axis {
        runs[runs.count - 1] = Run(axis: axis, stages: last.stages.lowerBound..<index + 1)
      } else {
        runs.append(Run(axis: axis, stages: index..<index + 1))
      }
    }
    self.runs = runs
    if let handover {
      handover.value.states = stages[(handover.stage + 1)...].flatMap(\.carried)
    }
  }

  /// Makes room for passes up to a size.
  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    for run in runs {
      let own = size.on(run.axis, of: axes)
      for index in run.stages { stages[index].plan(own, memory) }
    }
  }

  /// What comes out at the end.
  ///
  /// - Parameters:
  ///   - first: the number of the first stage to go through; end: that of the first after the last.
  ///   - input: what it is given; nothing where it reads the data.
  func forward(
    _ pass: Pass, from first: Int = 0, to end: Int = .max, _ input: Matrix = .empty
  ) -> Matrix {
    var signal = input
    for run in runs where run.stages.upperBound > first && run.stages.lowerBound < end {
      let own = turned(pass, to: run)
      for index in max(first, run.stages.lowerBound)..<min(end, run.stages.upperBound) {
        signal = stages[index].forward(signal, own)
      }
    }
    return signal
  }

  /// A pass with the axis of a run at hand; through a decoder it begins with what the encoder handed over.
  private func turned(_ pass: Pass, to run: Run) -> Pass {
    let own = run.axis == .leading ? pass : pass.on(run.axis)
    guard let handover, run.stages.lowerBound > handover.stage else { return own }
    return own.decoding
  }

  /// The gradient of what the stage `first` was given, or of what came out of an input of the data where
  /// there is one before it, for that of what came out at the end.
  @discardableResult
  func backward(_ gradient: Matrix, _ pass: Pass, to first: Int) -> Matrix {
    var signal = gradient
    var number = runs.count - 1
    var end = stages.count
    while number >= 0, runs[number].stages.upperBound > first {
      let run = runs[number]
      let own = turned(pass, to: run)
      var index = min(end, run.stages.upperBound) - 1
      while index >= max(first, run.stages.lowerBound) {
        guard let next = stages[index].backward(signal, own) else {
          // The decoder has come to what it reads: the encoder goes on from what was handed over.
          guard let handover, index > handover.stage, handover.stage >= first else { return signal }
          (index, end) = (-1, handover.stage + 1)
          continue
        }
        signal = next
        index -= 1
      }
      number -= 1
    }
    return signal
  }
}
