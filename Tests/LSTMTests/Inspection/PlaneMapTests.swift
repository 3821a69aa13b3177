// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct PlaneMapTests {
  /// Points on two axes at right angles, turned by the angle of 3, 4 and 5: the first axis is twice as long.
  @Test func thePrincipalPlaneOfAKnownMatrix() {
    let long: [(Float, Float)] = [(2, 0), (-2, 0), (0, 1), (0, -1)]
    let rows = long.map { a, b -> [Float] in
      let (x, y): (Float, Float) = (0.6 * a - 0.8 * b, 0.8 * a + 0.6 * b)
      return [x + 7, y - 3, 5]
    }
    let map = PlaneMap.principal(rows)
    // Squares of 8 and 2 along the axes.
    #expect(abs((map.shares?.first ?? 0) - 0.8) < 1e-6)
    #expect(abs((map.shares?.second ?? 0) - 0.2) < 1e-6)
    for (point, (x, y)) in zip(map.points, long) {
      #expect(abs(point.x.magnitude - Double(x.magnitude)) < 1e-6)
      #expect(abs(point.y.magnitude - Double(y.magnitude)) < 1e-6)
    }
    #expect(map.points[0].x == -map.points[1].x || abs(map.points[0].x + map.points[1].x) < 1e-6)
    // Of each direction the first of those farthest out is on the positive side.
    let far = map.points.max { $0.x.magnitude < $1.x.magnitude }
    #expect((far?.x ?? 0) > 0)
  }

  /// Distances in the plane are those of the vectors where these lie in a plane.
  @Test(arguments: [3, 40])
  func vectorsOfAPlaneKeepTheirDistances(columns: Int) {
    var random = RandomValues("plane \(columns)")
    let (first, second) = (
      random.floats(columns, bound: 1), random.floats(columns, bound: 1)
    )
    let weights = (0..<30).map { _ in random.floats(2, bound: 1) }
    let rows = weights.map { pair in zip(first, second).map { pair[0] * $0 + pair[1] * $1 } }
    let map = PlaneMap.principal(rows)
    #expect(abs((map.shares?.first ?? 0) + (map.shares?.second ?? 0) - 1) < 1e-6)
    for left in rows.indices {
      for right in rows.indices {
        var squares = 0.0
        for (one, other) in zip(rows[left], rows[right]) {
          let difference = Double(one) - Double(other)
          squares += difference * difference
        }
        #expect(abs(far(map, left, right).squareRoot() - squares.squareRoot()) < 1e-5)
      }
    }
  }

  @Test func theEigenvaluesOfAKnownMatrix() {
    let found = SymmetricMatrix.eigen([[2, 1, 0], [1, 2, 0], [0, 0, 5]])
    for (value, right) in zip(found.values, [5.0, 3, 1]) { #expect(abs(value - right) < 1e-12) }
    let half = 0.5.squareRoot()
    #expect(abs(abs(found.vectors[1][0]) - half) < 1e-12)
    #expect(abs(found.vectors[1][0] - found.vectors[1][1]) < 1e-12)
  }

  @Test func oddVectorsHaveAPlaneToo() {
    #expect(PlaneMap.principal([]).points.isEmpty)
    #expect(PlaneMap.principal([[1, 2, 3]]).points == [.init(x: 0, y: 0)])
    #expect(PlaneMap.principal([[], []]).points.count == 2)
    let same = PlaneMap.principal([[1, 1], [1, 1], [1, 1]])
    #expect(same.points.allSatisfy { $0.x == 0 && $0.y == 0 } && same.shares?.first == 0)
    let line = PlaneMap.principal([[0, 0], [1, 1], [3, 3]])
    #expect(line.points.allSatisfy { abs($0.y) < 1e-6 })
    for map in [
      PlaneMap.neighbours([]), .neighbours([[1], [1]]), .neighbours([[1], [1], [1], [1]]),
    ] {
      #expect(map.points.allSatisfy { $0.x.isFinite && $0.y.isFinite } && map.shares == nil)
    }
  }

  /// Three heaps stay heaps, and the same call gives the same bits.
  @Test func neighboursStayNeighbours() {
    var random = RandomValues("heaps")
    let rows = (0..<45).map { row in
      random.floats(12, bound: 0.1).enumerated().map { $0 == row / 15 ? $1 + 3 : $1 }
    }
    let map = PlaneMap.neighbours(rows, perplexity: 5, turns: 500)
    #expect(map == PlaneMap.neighbours(rows, perplexity: 5, turns: 500))
    for row in rows.indices {
      let nearest = rows.indices.filter { $0 != row }.min { left, right in
        far(map, row, left) < far(map, row, right)
      }
      #expect((nearest ?? 0) / 15 == row / 15)
    }
  }

  /// Vectors without any groups are spread out, and none is thrown far away.
  @Test(arguments: [12, 60])
  func whatHasNoGroupsIsSpreadOut(count: Int) {
    var random = RandomValues("no groups")
    let map = PlaneMap.neighbours((0..<count).map { _ in random.floats(20, bound: 1) })
    let center = PlaneMap(points: [.init(x: 0, y: 0)] + map.points, shares: nil)
    let reaches = (1...count).map { far(center, 0, $0).squareRoot() }.sorted()
    #expect(reaches[count / 2] > 1 && reaches[count - 1] < 5 * reaches[count / 2])
  }

  private func far(_ map: PlaneMap, _ left: Int, _ right: Int) -> Double {
    let (dx, dy) = (
      map.points[left].x - map.points[right].x, map.points[left].y - map.points[right].y
    )
    return dx * dx + dy * dy
  }
}
