// SPDX-License-Identifier: Apache-2.0

/// Why stamps have no common step.
struct StepProblem: Error, Hashable, Sendable {
  /// The number of the series, from 0.
  let series: Int
  /// The place in the series, from 0, of the first stamp that is off the grid of the others.
  ///
  /// It is 0 where no series has two stamps.
  let position: Int
  /// The step that the others have; nil where no series has two stamps.
  let step: TimeStep?
}

extension StepProblem: CustomStringConvertible {
  /// What is wrong, in a few words.
  var description: String {
    guard let step else { return "a single stamp has no step" }
    return "stamp \(position + 1) of series \(series + 1) is not whole steps of \(step) away"
  }
}
