// SPDX-License-Identifier: Apache-2.0

/// A stage that can go through a sequence step by step as well, as it has to where an input of a step is what
/// came out of the step before.
///
/// Matrices are those of all steps, and a call reads and writes the rows of its own, so that the results have
/// the bits of a pass over all steps at once; the gradients of parameters are one product over all of them.
protocol SteppedStage: Stage {
  /// Makes room for what going step by step needs, up to a size.
  func planSteps(_ size: PassSize, _ memory: MemoryPlan)

  /// Makes ready for a pass from its first step on.
  ///
  /// - Parameter input: what it is given, whose rows have their values when their step comes.
  /// - Returns: where the output stands once its step is done.
  func beginSteps(_ input: Matrix, _ pass: Pass) -> Matrix
  /// Goes through a step.
  func forward(step: Int, _ pass: Pass)
  /// Ends the way forward.
  func endSteps(_ pass: Pass)

  /// Makes ready for the way back, from the last step on.
  ///
  /// - Parameter gradient: that of the output, whose rows have their values when their step comes; they may be
  ///   overwritten.
  /// - Returns: where the gradient of the input stands once its step is done.
  func beginStepsBack(_ gradient: Matrix, _ pass: Pass) -> Matrix
  /// Goes back through a step.
  func backward(step: Int, _ pass: Pass)
  /// Ends the way back: adds the gradients of the parameters to the pass.
  func endStepsBack(_ pass: Pass)
}

extension SteppedStage {
  func planSteps(_ size: PassSize, _ memory: MemoryPlan) { plan(size, memory) }
  func endSteps(_ pass: Pass) {}
  func endStepsBack(_ pass: Pass) {}
}

extension Matrix {
  /// Its rows of a step, where it has a row for each step of a batch.
  func rows(of step: Int, _ batch: BatchLayout) -> Matrix {
    rows(batch.offsets[step], batch.live[step])
  }
}
