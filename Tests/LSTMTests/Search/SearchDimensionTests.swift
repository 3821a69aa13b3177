// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct SearchDimensionTests {
  @Test func numbersAreSpreadOverTheirScale() {
    let linear = SearchDimension("x", .real(-2, 6, log: false))
    #expect([0, 0.25, 1].map(linear.value) == [.real(-2), .real(0), .real(6)])
    let log = SearchDimension("lr", .real(1e-4, 1e-2, log: true))
    #expect(abs(log.value(at: 0.5).number / 1e-3 - 1) < 1e-14)
    #expect(log.value(at: 0).number >= 1e-4 && log.value(at: 1).number <= 1e-2)
  }

  @Test func everyWholeNumberHasAnEqualShare() {
    let kinds: [SearchDimension.Kind] = [.integer(-1, 2, log: false), .choice(4)]
    for kind in kinds {
      let dimension = SearchDimension("n", kind)
      let values = stride(from: 0.005, to: 1, by: 0.01).map { dimension.value(at: $0) }
      #expect(Set(values).count == 4)
      for value in values { #expect(values.count { $0 == value } == 25) }
    }
  }

  @Test func smallNumbersHaveMoreOfALogarithmicScale() {
    let units = SearchDimension("units", .integer(1, 1000, log: true))
    let values = stride(from: 0.0005, to: 1, by: 0.001).map { units.value(at: $0).number }
    #expect(values == values.sorted())
    #expect(values.first == 1)
    #expect(values.last.map { $0 > 990 } == true)
    #expect((15...35).contains(median(values)))
  }

  @Test(arguments: [
    SearchDimension.Kind.real(-3, 5, log: false), .real(1e-6, 10, log: true),
    .integer(-4, 9, log: false), .integer(1, 4096, log: true), .choice(7),
    .integer(.min, .max, log: false), .real(2, 2, log: true), .integer(5, 5, log: false),
  ])
  func positionsLeadBack(kind: SearchDimension.Kind) {
    let dimension = SearchDimension("x", kind)
    for place in stride(from: 0, through: 1, by: 1.0 / 64) {
      let value = dimension.value(at: place)
      #expect(dimension.contains(value))
      let position = dimension.position(of: value)
      #expect((0...1).contains(position))
      let again = dimension.value(at: position).number
      #expect(abs(again - value.number) <= 1e-13 * abs(value.number), "\(value)")
    }
  }
}
