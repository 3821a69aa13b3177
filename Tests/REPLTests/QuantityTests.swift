// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import REPL

@Suite struct QuantityTests {
  @Test(
    arguments: [
      (0.412, "0.412"), (0, "0.000"), (0.0005, "0.001"), (0.000_412, "4.1e-04"),
      (0.000_099_7, "1.0e-04"), (-0.000_012, "-1.2e-05"), (.leastNonzeroMagnitude, "4.9e-324"),
      (1234.5678, "1234.568"), (.nan, "nan"), (.infinity, "inf"),
    ] as [(Double, String)])
  func metrics(value: Double, expected: String) {
    #expect(Quantity.metric(value) == expected)
  }

  @Test(
    arguments: [
      (0, "0.0 s"), (0.84, "0.8 s"), (9.96, "10 s"), (59.6, "1:00"), (187, "3:07"),
      (7387, "2:03:07"), (-1, "?"), (.nan, "?"), (.infinity, "?"), (1e300, "?"),
    ] as [(Double, String)])
  func durations(seconds: Double, expected: String) {
    #expect(Quantity.duration(seconds) == expected)
  }

  @Test(
    arguments: [
      (0, ""), (.nan, ""), (1.24, "1.2 rows/s"), (842.4, "842 rows/s"), (999.7, "1.0k rows/s"),
      (12_345, "12.3k rows/s"), (999_960, "1.0M rows/s"),
    ] as [(Double, String)])
  func rates(rowsPerSecond: Double, expected: String) {
    #expect(Quantity.rate(rowsPerSecond) == expected)
  }
}
