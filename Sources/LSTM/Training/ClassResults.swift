// SPDX-License-Identifier: Apache-2.0

/// What becomes of a class that is said of rows beside the tags of their tokens, batch by batch.
struct ClassResults {
  private let classTask: ClassTask
  private var losses: [Double]
  private(set) var probabilities: [[Float]]

  init(_ task: ClassTask, rows: Int) {
    classTask = task
    losses = [Double](repeating: 0, count: rows)
    probabilities = [[Float]](repeating: [], count: rows)
  }

  /// Takes the rows of a batch, each to its place.
  mutating func take(_ found: ArraySlice<Double>, _ scores: Matrix, at places: [Int]) {
    for (row, place) in places.enumerated() {
      losses[place] = found[row]
      probabilities[place] = classTask.task.probabilities(scores.row(row))
    }
  }

  /// What they come to.
  func evaluation(_ rows: [Int], _ targets: TokenColumn) -> Evaluation {
    var result = Evaluation(
      rows: rows, losses: losses, probabilities: probabilities,
      predictions: probabilities.map(classTask.task.prediction), of: targets,
      classes: classTask.task.classes)
    result.name = classTask.name
    return result
  }
}

extension Network {
  /// The probabilities of the classes that are said of rows beside their tags, target by target and in
  /// the order of `rows`; nil when `shouldStop` says so on the way.
  public func classProbabilities(
    _ column: TokenColumn, rows: [Int], shouldStop: () -> Bool = { false }
  ) -> [[[Float]]]? {
    var classes = model.classTasks.map { ClassResults($0, rows: rows.count) }
    guard !classes.isEmpty else { return [] }
    let isDone = forEachBatch(of: column, rows: rows, shouldStop) { batch, places in
      _ = forward(batch) { index, losses, probabilities in
        classes[index].take(losses, probabilities, at: places)
      } targets: { _, targets in
        targets.removeAll(keepingCapacity: true)
        targets.append(contentsOf: repeatElement(0, count: places.count))
      }
    }
    return isDone ? classes.map(\.probabilities) : nil
  }
}
