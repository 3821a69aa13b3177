// SPDX-License-Identifier: Apache-2.0

/// Goes over the features of a pass some rows at a time, so that memory does not grow with the width of
/// the output times the length of the text.
final class PartedFeatures {
  /// For how many rows training holds scores at once.
  var atOnce: Int
  private let features: Int
  private let gradient = Buffer()

  /// - Parameter width: scores at every place.
  init(_ input: FlowType, width: Int) {
    features = input.features
    atOnce = PassSize.rowsAtOnce(width: width)
  }

  /// Makes room for passes over so many rows; returns how many of them are gone over at once.
  func plan(_ rows: Int, isTraining: Bool, _ memory: MemoryPlan) -> PassSize {
    if isTraining { memory.reserve(gradient, rows * features) }
    let part = isTraining ? min(rows, atOnce) : rows
    return PassSize(rows: part, steps: 1, total: part, isTraining: isTraining)
  }

  /// The gradient of all features from those of their parts.
  func gather(_ input: Matrix, _ body: (_ part: Matrix, _ first: Int) -> Matrix?) -> Matrix {
    let whole = gradient.matrix(input.rows, input.columns)
    for first in stride(from: 0, to: input.rows, by: atOnce) {
      let count = min(atOnce, input.rows - first)
      if let part = body(input.rows(first, count), first) {
        whole.rows(first, count).copy(from: part)
      }
    }
    return whole
  }
}
