// SPDX-License-Identifier: Apache-2.0

/// A stamp that is not of the form that the others of its column have.
struct StampProblem: Error, Hashable, Sendable {
  /// The place of the stamp in the column, from 0.
  let index: Int
  /// The stamp, empty where the column has none.
  let text: String
  /// The form of the others; nil where none could be found.
  let others: StampForm?
}

extension StampProblem: CustomStringConvertible {
  /// What is wrong, in a few words.
  var description: String {
    let place = "stamp \(index + 1), \"\(text)\","
    guard let others else { return "\(place) is no time" }
    return "\(place) is not written as the others, which are \(others)"
  }
}
