// SPDX-License-Identifier: Apache-2.0

extension PlaneMap {
  /// The two directions in which vectors differ most (principal component analysis).
  ///
  /// Found by block power iteration from fixed numbers, with sums in a fixed order. Of each direction the
  /// vector that lies farthest out has a positive place.
  ///
  /// - Parameter rows: vectors of one length.
  public static func principal(_ rows: [[Float]]) -> PlaneMap {
    let table = CenteredTable(rows)
    let found = table.leadingDirections()
    let total = table.totalSquares
    let places = found.prefix(2).map { table.places(along: $0.direction) }
    let point = { (axis: Int, row: Int) in axis < places.count ? places[axis][row] : 0 }
    let share = { (axis: Int) in
      axis < found.count && total > 0 ? max(found[axis].squares, 0) / total : 0
    }
    return PlaneMap(
      points: rows.indices.map { Point(x: point(0, $0), y: point(1, $0)) },
      shares: (share(0), share(1)))
  }
}

/// Vectors less their mean.
private struct CenteredTable {
  private let numbers: [Double]
  private let rows: Int
  private let columns: Int

  init(_ vectors: [[Float]]) {
    rows = vectors.count
    columns = vectors.first?.count ?? 0
    var numbers = vectors.flatMap { $0.map(Double.init) }
    for column in 0..<columns {
      var sum = 0.0
      for row in 0..<rows { sum += numbers[row * columns + column] }
      let mean = sum / Double(rows)
      for row in 0..<rows { numbers[row * columns + column] -= mean }
    }
    self.numbers = numbers
  }

  /// The sum of all squares.
  var totalSquares: Double { numbers.reduce(0) { $0 + $1 * $1 } }

  /// How many directions are looked for, so that the first two are found soon.
  private static let block = 8
  private static let mostTurns = 500

  /// The directions with the largest sums of squares, these too, the largest first.
  func leadingDirections() -> [(direction: [Double], squares: Double)] {
    let count = min(Self.block, columns, rows)
    guard count > 0 else { return [] }
    var random = RandomSource(seed: 0).sequence(.initialization, "plane")
    var directions = (0..<count).map { _ in
      (0..<columns).map { _ in 2 * random.fraction() - 1 }
    }
    orthonormalize(&directions)
    var (last, found) = ([Double](), [(direction: [Double], squares: Double)]())
    for _ in 0..<Self.mostTurns {
      let images = directions.map(image)
      var small = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
      for row in 0..<count {
        for column in 0..<count { small[row][column] = product(directions[row], images[column]) }
      }
      let (values, vectors) = SymmetricMatrix.eigen(small)
      found = zip(values, vectors).map { value, vector in
        (combine(directions, by: vector), value)
      }
      let leading = Array(values.prefix(2))
      let isSettled =
        !last.isEmpty
        && zip(leading, last).allSatisfy { ($0 - $1).magnitude <= 1e-13 * $0.magnitude }
      if isSettled { break }
      last = leading
      directions = images
      orthonormalize(&directions)
    }
    return found.map { (signed($0.direction), $0.squares) }
  }

  /// Where the vectors lie along a direction.
  func places(along direction: [Double]) -> [Double] {
    (0..<rows).map { row in
      var sum = 0.0
      for column in 0..<columns { sum += numbers[row * columns + column] * direction[column] }
      return sum
    }
  }

  /// The direction, or its opposite: the vector farthest out lies on its side.
  private func signed(_ direction: [Double]) -> [Double] {
    let places = places(along: direction)
    let far = places.reduce(0.0) { $1.magnitude > $0.magnitude ? $1 : $0 }
    return far < 0 ? direction.map { -$0 } : direction
  }

  /// The covariance times a direction, but for a factor.
  private func image(_ direction: [Double]) -> [Double] {
    let places = places(along: direction)
    var image = [Double](repeating: 0, count: columns)
    for row in 0..<rows {
      for column in 0..<columns { image[column] += places[row] * numbers[row * columns + column] }
    }
    return image
  }

  private func product(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for at in left.indices { sum += left[at] * right[at] }
    return sum
  }

  private func combine(_ directions: [[Double]], by weights: [Double]) -> [Double] {
    var sum = [Double](repeating: 0, count: columns)
    for (direction, weight) in zip(directions, weights) {
      for at in sum.indices { sum[at] += weight * direction[at] }
    }
    return sum
  }

  /// Makes directions of length 1 at right angles to one another (Gram and Schmidt, twice); what depends on
  /// those before becomes nothing.
  private func orthonormalize(_ directions: inout [[Double]]) {
    for index in directions.indices {
      let before = product(directions[index], directions[index]).squareRoot()
      for _ in 0..<2 {
        for other in 0..<index {
          let share = product(directions[other], directions[index])
          for at in 0..<columns { directions[index][at] -= share * directions[other][at] }
        }
      }
      let length = product(directions[index], directions[index]).squareRoot()
      let factor = length > 1e-12 * before && length > 0 ? 1 / length : 0
      for at in 0..<columns { directions[index][at] *= factor }
    }
  }
}

/// A symmetric matrix of few rows.
enum SymmetricMatrix {
  /// Its eigenvalues, the largest first, and their vectors, by the rotations of Jacobi in a fixed order.
  static func eigen(_ matrix: [[Double]]) -> (values: [Double], vectors: [[Double]]) {
    let count = matrix.count
    var a = matrix
    var vectors = (0..<count).map { row in (0..<count).map { $0 == row ? 1.0 : 0 } }
    for _ in 0..<60 {
      var rest = 0.0
      for row in 0..<count { for column in 0..<row { rest += a[row][column] * a[row][column] } }
      if rest == 0 { break }
      for p in 0..<count {
        for q in p + 1..<max(count, p + 1) where a[p][q] != 0 {
          let theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
          let root = (theta * theta + 1).squareRoot()
          let t = (theta < 0 ? -1 : 1) / (theta.magnitude + root)
          let c = 1 / (t * t + 1).squareRoot()
          let s = t * c
          for k in 0..<count {
            let (left, right) = (a[k][p], a[k][q])
            (a[k][p], a[k][q]) = (c * left - s * right, s * left + c * right)
          }
          for k in 0..<count {
            let (left, right) = (a[p][k], a[q][k])
            (a[p][k], a[q][k]) = (c * left - s * right, s * left + c * right)
          }
          (a[p][q], a[q][p]) = (0, 0)
          for k in 0..<count {
            let (left, right) = (vectors[p][k], vectors[q][k])
            (vectors[p][k], vectors[q][k]) = (c * left - s * right, s * left + c * right)
          }
        }
      }
    }
    let order = (0..<count).sorted { (a[$1][$1], $0) < (a[$0][$0], $1) }
    return (order.map { a[$0][$0] }, order.map { vectors[$0] })
  }
}
