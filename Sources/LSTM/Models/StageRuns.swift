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

  init(_ model: Model) {
    stages = model.makeStages()
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
  ///   - first: the number of the first stage to go through.
  ///   - input: what it is given; nothing where it reads the data.
  func forward(_ pass: Pass, from first: Int = 0, _ input: Matrix = .empty) -> Matrix {
    var signal = input
    for run in runs where run.stages.upperBound > first {
      let own = run.axis == .leading ? pass : pass.on(run.axis)
      for index in max(first, run.stages.lowerBound)..<run.stages.upperBound {
        signal = stages[index].forward(signal, own)
      }
    }
    return signal
  }

  /// The gradient of what the stage `first` was given, or of what came out of an input of the data where
  /// there is one before it, for that of what came out at the end.
  @discardableResult
  func backward(_ gradient: Matrix, _ pass: Pass, to first: Int) -> Matrix {
    var signal = gradient
    var number = runs.count - 1
    while number >= 0, runs[number].stages.upperBound > first {
      let run = runs[number]
      let own = run.axis == .leading ? pass : pass.on(run.axis)
      var index = run.stages.upperBound - 1
      while index >= max(first, run.stages.lowerBound) {
        guard let next = stages[index].backward(signal, own) else { return signal }
        signal = next
        index -= 1
      }
      number -= 1
    }
    return signal
  }
}
