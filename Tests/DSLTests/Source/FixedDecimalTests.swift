// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

@Suite struct FixedDecimalTests {
  @Test(arguments: [
    (0.0, 3, "0.000"), (-0.0, 2, "0.00"), (1.0, 0, "1"), (0.5, 0, "0"), (1.5, 0, "2"),
    (2.5, 0, "2"), (0.125, 2, "0.12"), (0.375, 2, "0.38"), (1.005, 2, "1.00"),
    (0.1, 18, "0.100000000000000006"), (-12.3456, 3, "-12.346"), (-0.0004, 3, "0.000"),
    (999.9996, 3, "1000.000"), (4_503_599_627_370_497.5, 0, "4503599627370498"),
    (18_446_744_073_709_549_568, 2, "18446744073709549568.00"),
    (Double.leastNonzeroMagnitude, 18, "0.000000000000000000"),
    (0.9999999999999999, 3, "1.000"), (0.05, 1, "0.1"), (0.25, 1, "0.2"),
  ])
  func roundsTheStoredValue(value: Double, decimals: Int, expected: String) {
    #expect(FixedDecimal.string(value, decimals: decimals) == expected)
  }

  @Test(arguments: [
    (Double.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf"), (1e300, "1e+300"),
    (-.greatestFiniteMagnitude, "-1.7976931348623157e+308"),
  ])
  func writesWhatHasNoDecimals(value: Double, expected: String) {
    #expect(FixedDecimal.string(value, decimals: 3) == expected)
  }

  @Test func keepsToTheDecimalsThatAreExact() {
    #expect(FixedDecimal.string(0.5, decimals: 400) == "0.500000000000000000")
    #expect(FixedDecimal.string(0.75, decimals: -4) == "1")
  }

  @Test(
    arguments: [
      (0, "0"), (-0.0, "0"), (3, "3"), (-17, "-17"), (9_007_199_254_740_991, "9007199254740991"),
      (0.1, "0.1"), (0.8417, "0.8417"), (2.0 / 3, "0.666667"), (1234.5678, "1234.57"),
      (0.000123456789, "0.000123457"), (0.00001, "1e-05"), (1e15 + 0.5, "1000000000000000.5"),
      (1e300, "1e+300"),
      (123456.7, "123457"), (0.9999999, "1"), (-0.25, "-0.25"), (99999.97, "100000"),
      (.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf"),
    ] as [(Double, String)])
  func numbersAreShownShort(number: Double, text: String) {
    #expect(FixedDecimal.plain(number) == text)
  }

  @Test(
    arguments: [
      (0.412, "0.412"), (0, "0.000"), (0.0487, "0.0487"), (0.09996, "0.100"),
      (0.004_123, "0.00412"), (0.0005, "0.000500"), (0.000_412, "4.12e-04"),
      (0.000_099_97, "1.00e-04"), (-0.000_012, "-1.20e-05"), (-0.0213, "-0.0213"),
      (.leastNonzeroMagnitude, "4.94e-324"), (1234.5678, "1234.568"), (.nan, "nan"),
      (.infinity, "inf"),
    ] as [(Double, String)])
  func smallFiguresKeepThreeDigits(value: Double, text: String) {
    #expect(FixedDecimal.short(value) == text)
  }

  @Test(
    arguments: [
      (81.9574, 20, 4, 81.96), (1_000_000_061.4321, 1, 4, 1_000_000_061.432), (0, 3, 4, 0),
      (-1234.5678, 500, 4, -1235), (1e300, 1e-300, 5, 1e300),
    ] as [(Double, Double, Int, Double)])
  func aNumberHasTheDigitsOfItsUnit(number: Double, unit: Double, digits: Int, found: Double) {
    #expect(number.rounded(digits: digits, in: unit) == found)
  }
}
