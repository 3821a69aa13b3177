// SPDX-License-Identifier: Apache-2.0

import DSL
import Testing

@testable import REPL

@Suite struct QuantityTests {
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

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (123_456, "123,456"), (1_234_567, "1,234,567"),
  ])
  func groups(number: Int, expected: String) {
    #expect(Amount.grouped(number) == expected)
  }

  @Test(arguments: [
    (0, "0 B"), (9999, "9999 B"), (10_000, "10 kB"), (3_400_000, "3400 kB"),
    (12_340_000, "12.3 MB"), (999_900_000, "999.9 MB"), (4_000_000_000, "4.0 GB"),
  ])
  func sizes(bytes: Int, expected: String) {
    #expect(Amount.bytes(bytes) == expected)
  }

  @Test(
    arguments: [
      ("500MB", 500_000_000), ("4 GB", 4_000_000_000), ("1000000", 1_000_000), ("0", 0),
      ("12b", 12), ("1.5k", 1500), ("2t", nil), ("2TB", 2_000_000_000_000), ("1g", 1_000_000_000),
      ("", nil), ("MB", nil), ("-1MB", nil), ("many", nil), ("nan", nil), ("inf", nil),
      ("999999999999TB", nil), ("1e300", nil),
    ] as [(String, Int?)])
  func bytesOfATextAreReadAndNeverTooMany(text: String, expected: Int?) {
    #expect(Quantity.bytes(from: text) == expected)
  }

  @Test(
    arguments: [
      ("90s", 90), ("10m", 600), ("1.5h", 5400), ("600", 600), ("0.5s", 0.5), ("0s", nil),
      ("-1s", nil), ("", nil), ("m", nil), ("10ms", nil), ("soon", nil), ("nan", nil),
      ("inf", nil), ("infs", nil),
    ] as [(String, Double?)])
  func secondsOfATextAreRead(text: String, expected: Double?) {
    #expect(Quantity.seconds(from: text) == expected)
  }
}
