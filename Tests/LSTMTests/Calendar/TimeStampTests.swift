// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct TimeStampTests {
  @Test(arguments: [
    ("0", 0), ("-3.5", -3.5), ("1e3", 1000), (" 7 ", 7), ("1970-01-01", 0),
    ("1970-01-02", 86_400), ("1969-12-31", -86_400), ("2000-02-29", 951_782_400),
    ("2024-1-31", 1_706_659_200), ("2024/01/31", 1_706_659_200), ("0001-01-01", -62_135_596_800),
    ("9999-12-31", 253_402_214_400), ("2024-01-31T12:30", 1_706_704_200),
    ("2024-01-31 12:30:15.5", 1_706_704_215.5), ("2024-01-31T12:30:15Z", 1_706_704_215),
    ("2016-12-31T23:59:60Z", 1_483_228_800),
    ("2024-01-31T14:30:15+02:00", 1_706_704_215), ("2024-01-31T07:00:15-0530", 1_706_704_215),
    ("2024-02-01 01:30:15.5 +13", 1_706_704_215.5), ("2024-01-31T12:30+00:00", 1_706_704_200),
  ])
  func timesAreSecondsSince1970(text: String, seconds: Double) {
    #expect(TimeStamp(text)?.seconds == seconds)
  }

  @Test(arguments: [
    "", "yesterday", "2024", "nan", "inf", "-inf", "2023-02-29", "1900-02-29", "2024-00-01",
    "2024-13-01", "2024-01-00", "2024-04-31", "0000-01-01", "10000-01-01", "2024-01", "31.01.2024",
    "2024-01-31T", "2024-01-31T24:00", "2024-01-31T12:60", "2024-01-31T12", "2024-01-31T12:30:61",
    "2024-01-31T12:30+2", "2024-01-31T12:30+19:00", "2024-01-31T12:30+02:60",
    "2024-01-31T12:30+02:00Z", "2024-01-31+02:00", "2024-01-31T12:30:nan", "2024-01-31-5", "--1-1",
  ])
  func othersAreNone(text: String) {
    // `2024` and the like are numbers.
    #expect(TimeStamp(text)?.seconds == Double(text).flatMap { $0.isFinite ? $0 : nil })
  }

  /// Days follow one another through leap years and centuries.
  @Test func everyDayIsOneLaterThanTheDayBefore() {
    var last: Double?
    for year in [1899, 1900, 1999, 2000, 2001, 2023, 2024, 2100] {
      if year == 1999 || year == 2023 || year == 2100 || year == 1899 { last = nil }
      for month in 1...12 {
        for day in 1...31 {
          guard let found = TimeStamp("\(year)-\(month)-\(day)")?.seconds else { continue }
          if let last { #expect(found == last + 86_400, "\(year)-\(month)-\(day)") }
          last = found
        }
      }
    }
  }
}
