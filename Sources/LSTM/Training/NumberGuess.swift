// SPDX-License-Identifier: Apache-2.0

/// Numbers that are guessed without a network.
struct NumberGuess {
  private let data: Dataset
  private let split: SplitName
  private let truths: RawNumbers
  private let columns: [String]

  init(_ data: Dataset, _ target: Target, _ split: SplitName) {
    self.data = data
    self.split = split
    let task = target.task as? NumberTask
    columns = task?.columns ?? []
    truths =
      (target.facts as? NumberFacts)?.numbers
      ?? RawNumbers(vectors: [], names: columns)
  }

  /// The training rows' numbers of a column.
  private func trained(_ column: Int) -> [Double] {
    truths.column(column, ofRows: data.splits.train)
  }

  private func constant(_ numbers: [Double]) -> NumberAnswers {
    NumberAnswers(values: data.splits[split].map { _ in numbers })
  }

  /// The mean of the training rows.
  func mean() -> NumberAnswers {
    constant(
      columns.indices.map { Moments(trained($0)).mean })
  }

  /// The median of the training rows.
  func median() -> NumberAnswers {
    constant(
      columns.indices.map { column in
        let values = trained(column).sorted()
        guard !values.isEmpty else { return 0 }
        let middle = values.count / 2
        return values.count % 2 == 1
          ? values[middle] : (values[middle - 1] + values[middle]) / 2
      })
  }

  /// The last number of the input that has the name of the column, else of the first
  /// input of numbers.
  func last() -> NumberAnswers {
    guard let numbers = data.numbers,
      let first = numbers.transform.features.firstIndex(where: { $0.categories == nil })
    else { return mean() }
    let places = columns.map { numbers.names.firstIndex(of: $0) ?? first }
    return NumberAnswers(
      values: data.splits[split].map { row in
        places.map { numbers.transform.filled(numbers.raw, $0, of: row).last ?? .nan }
      })
  }

  /// A line through the mean, the deviation and the last number of each input, and the share of each
  /// category, fitted on the training rows with a little of each weight's square (ridge).
  func linear() -> NumberAnswers {
    let features = (0..<data.rowCount).map { RidgeFeatures.of(row: $0, data) }
    let fits = columns.indices.map { column in
      RidgeRegression(
        data.splits.train.map { features[$0] }, trained(column))
    }
    return NumberAnswers(
      values: data.splits[split].map { row in
        fits.map { $0.predict(features[row]) }
      })
  }
}

/// What a line is drawn through.
private enum RidgeFeatures {
  static func of(row: Int, _ data: Dataset) -> [Double] {
    guard let numbers = data.numbers else { return [Double(data.length(of: row))] }
    return numbers.raw.names.indices.flatMap { index -> [Double] in
      let values = numbers.transform.filled(numbers.raw, index, of: row)
      if let categories = numbers.transform.features[index].categories {
        let texts = values.map { numbers.raw.text($0, column: index) }
        return categories.map { name in
          Double(texts.count { $0 == name }) / Double(max(texts.count, 1))
        }
      }
      let moments = Moments(values)
      return [moments.mean, moments.deviation, values.last ?? 0]
    }
  }
}

/// Least squares with a penalty on the squares of the weights, over standardized features.
struct RidgeRegression {
  private var centers: [Double] = []
  private var units: [Double] = []
  private var weights: [Double] = []
  private var mean = 0.0

  /// Fits rows of features to their numbers.
  ///
  /// - Parameter penalty: what Σw² is multiplied by, beside the mean of the squared errors.
  init(_ rows: [[Double]], _ truths: [Double], penalty: Double = 1e-3) {
    let (count, width) = (Double(max(rows.count, 1)), rows.first?.count ?? 0)
    mean = Moments(truths).mean
    for column in 0..<width {
      let moments = Moments(rows.map { $0[column] })
      centers.append(moments.mean)
      units.append(moments.deviation > 0 ? moments.deviation : 1)
    }
    var matrix = [Double](repeating: 0, count: width * width)
    var right = [Double](repeating: 0, count: width)
    for (row, truth) in zip(rows, truths) {
      let own = standardized(row)
      for i in 0..<width {
        right[i] += own[i] * (truth - mean) / count
        for j in 0...i { matrix[i * width + j] += own[i] * own[j] / count }
      }
    }
    for i in 0..<width {
      matrix[i * width + i] += penalty
    }
    weights = CholeskyFactor(matrix, width: width).solve(right)
  }

  /// The number that the line has for some features.
  func predict(_ row: [Double]) -> Double {
    zip(standardized(row), weights).reduce(mean) { $0 + $1.0 * $1.1 }
  }

  private func standardized(_ row: [Double]) -> [Double] {
    row.indices.map { (row[$0] - centers[$0]) / units[$0] }
  }
}
