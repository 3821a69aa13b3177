// SPDX-License-Identifier: Apache-2.0

import Testing

/// A way to write stamps, made by hand for the tests.
struct StampExample: Sendable, CustomTestStringConvertible {
  /// What a stamp says: a day, and hour, minute, second and millionths of a second.
  typealias Clock = (hour: Int, minute: Int, second: Int, micros: Int)
  let testDescription: String
  /// How much of the time the stamp holds, in millionths of a second, or months.
  var micros = 86_400_000_000
  var months = 0
  var zone = 0
  var years = 1900...2100
  let text: @Sendable (NaiveDay, Clock) -> String

  static let names = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  static func six(_ number: Int) -> String { String(String(1_000_000 + number).dropFirst()) }

  static func short(_ day: NaiveDay) -> String { String(names[day.month - 1].prefix(3)) }

  static let dates: [StampExample] = [
    StampExample(testDescription: "y-m-d") { d, _ in "\(d.year)-\(two(d.month))-\(two(d.day))" },
    StampExample(testDescription: "y-m-d plain") { d, _ in "\(d.year)-\(d.month)-\(d.day)" },
    StampExample(testDescription: "y/m/d") { d, _ in "\(d.year)/\(two(d.month))/\(two(d.day))" },
    StampExample(testDescription: "y.m.d") { d, _ in "\(d.year).\(two(d.month)).\(two(d.day))" },
    StampExample(testDescription: "m/d/y plain") { d, _ in "\(d.month)/\(d.day)/\(d.year)" },
    StampExample(testDescription: "m/d/y") { d, _ in "\(two(d.month))/\(two(d.day))/\(d.year)" },
    StampExample(testDescription: "d/m/y") { d, _ in "\(two(d.day))/\(two(d.month))/\(d.year)" },
    StampExample(testDescription: "m-d-y") { d, _ in "\(two(d.month))-\(two(d.day))-\(d.year)" },
    StampExample(testDescription: "d-m-y plain") { d, _ in "\(d.day)-\(d.month)-\(d.year)" },
    StampExample(testDescription: "d.m.y") { d, _ in "\(two(d.day)).\(two(d.month)).\(d.year)" },
    StampExample(testDescription: "d.m.y plain") { d, _ in "\(d.day).\(d.month).\(d.year)" },
    StampExample(testDescription: "m.d.y") { d, _ in "\(d.month).\(d.day).\(d.year)" },
    StampExample(testDescription: "m/d/yy", years: 1969...2068) { d, _ in
      "\(d.month)/\(d.day)/\(two(d.year % 100))"
    },
    StampExample(testDescription: "d.m.yy", years: 1969...2068) { d, _ in
      "\(two(d.day)).\(two(d.month)).\(two(d.year % 100))"
    },
    StampExample(testDescription: "yy-m-d", years: 1969...2068) { d, _ in
      "\(two(d.year % 100))-\(two(d.month))-\(two(d.day))"
    },
    StampExample(testDescription: "Jan 1 2000") { d, _ in "\(short(d)) \(d.day) \(d.year)" },
    StampExample(testDescription: "JAN 01, 2000") { d, _ in
      "\(short(d).uppercased()) \(two(d.day)), \(d.year)"
    },
    StampExample(testDescription: "January 1, 2000") { d, _ in
      "\(names[d.month - 1]) \(d.day), \(d.year)"
    },
    StampExample(testDescription: "1 jan 2000") { d, _ in
      "\(d.day) \(short(d).lowercased()) \(d.year)"
    },
    StampExample(testDescription: "1-Jan-2000") { d, _ in "\(d.day)-\(short(d))-\(d.year)" },
    StampExample(testDescription: "01-Jan-00", years: 1969...2068) { d, _ in
      "\(two(d.day))-\(short(d))-\(two(d.year % 100))"
    },
    StampExample(testDescription: "2000-Jan-01") { d, _ in "\(d.year)-\(short(d))-\(two(d.day))" },
    StampExample(testDescription: "20000101") { d, _ in "\(d.year)\(two(d.month))\(two(d.day))" },
    StampExample(testDescription: "2010 1 2") { d, _ in "\(d.year) \(d.month) \(d.day)" },
  ]

  static let months: [StampExample] = [
    StampExample(testDescription: "1949-01", months: 1) { d, _ in "\(d.year)-\(two(d.month))" },
    StampExample(testDescription: "1949/1", months: 1) { d, _ in "\(d.year)/\(d.month)" },
    StampExample(testDescription: "01/1949", months: 1) { d, _ in "\(two(d.month))/\(d.year)" },
    StampExample(testDescription: "2010 1", months: 1) { d, _ in "\(d.year) \(d.month)" },
    StampExample(testDescription: "January 2000", months: 1) { d, _ in
      "\(names[d.month - 1]) \(d.year)"
    },
    StampExample(testDescription: "Jan 2000", months: 1) { d, _ in "\(short(d)) \(d.year)" },
    StampExample(testDescription: "Jan-00", months: 1, years: 1969...2068) { d, _ in
      "\(short(d))-\(two(d.year % 100))"
    },
    StampExample(testDescription: "2010Q1", months: 3) { d, _ in "\(d.year)Q\((d.month + 2) / 3)" },
    StampExample(testDescription: "2010-Q1", months: 3) { d, _ in
      "\(d.year)-Q\((d.month + 2) / 3)"
    },
    StampExample(testDescription: "q1 2010", months: 3) { d, _ in
      "q\((d.month + 2) / 3) \(d.year)"
    },
  ]

  static let clocks: [StampExample] = [
    StampExample(testDescription: " h:mm", micros: 60_000_000) { _, c in
      " \(c.hour):\(two(c.minute))"
    },
    StampExample(testDescription: "Thh:mm:ss", micros: 1_000_000) { _, c in
      "T\(two(c.hour)):\(two(c.minute)):\(two(c.second))"
    },
    StampExample(testDescription: "  hh:mm:ss", micros: 1_000_000) { _, c in
      "  \(two(c.hour)):\(two(c.minute)):\(two(c.second))"
    },
    StampExample(testDescription: " hh", micros: 3_600_000_000) { _, c in " \(two(c.hour))" },
    StampExample(testDescription: " hh:mm:ss.f6", micros: 1) { _, c in
      " \(two(c.hour)):\(two(c.minute)):\(two(c.second)).\(six(c.micros))"
    },
    StampExample(testDescription: "Thh:mm:ss,f3Z", micros: 1000) { _, c in
      "T\(two(c.hour)):\(two(c.minute)):\(two(c.second)),\(six(c.micros).dropLast(3))Z"
    },
    StampExample(testDescription: " h:mm AM", micros: 60_000_000) { _, c in
      " \((c.hour + 11) % 12 + 1):\(two(c.minute)) \(c.hour < 12 ? "AM" : "PM")"
    },
    StampExample(testDescription: " hh:mm:sspm", micros: 1_000_000) { _, c in
      " \(two((c.hour + 11) % 12 + 1)):\(two(c.minute)):\(two(c.second))"
        + (c.hour < 12 ? "am" : "pm")
    },
    StampExample(testDescription: "Thh:mm+05:30", micros: 60_000_000, zone: 19_800) { _, c in
      "T\(two(c.hour)):\(two(c.minute))+05:30"
    },
    StampExample(testDescription: " hh:mm:ss -0800", micros: 1_000_000, zone: -28_800) { _, c in
      " \(two(c.hour)):\(two(c.minute)):\(two(c.second)) -0800"
    },
    StampExample(testDescription: "Thh:mm+02", micros: 60_000_000, zone: 7200) { _, c in
      "T\(two(c.hour)):\(two(c.minute))+02"
    },
    StampExample(testDescription: " hh UTC", micros: 3_600_000_000) { _, c in
      " \(two(c.hour)) UTC"
    },
  ]

  static let joined: [StampExample] = [
    StampExample(testDescription: "2010 1 2 0", micros: 3_600_000_000) { d, c in
      "\(d.year) \(d.month) \(d.day) \(c.hour)"
    },
    StampExample(testDescription: "2010 1 2 0 5", micros: 60_000_000) { d, c in
      "\(d.year) \(d.month) \(d.day) \(c.hour) \(c.minute)"
    },
    StampExample(testDescription: "2010 01 02 00 05 09", micros: 1_000_000) { d, c in
      "\(d.year) \(two(d.month)) \(two(d.day)) \(two(c.hour)) \(two(c.minute)) \(two(c.second))"
    },
  ]

  /// A date followed by a clock.
  func followed(by clock: StampExample) -> StampExample {
    StampExample(
      testDescription: testDescription + clock.testDescription, micros: clock.micros,
      zone: clock.zone, years: years
    ) { text($0, $1) + clock.text($0, $1) }
  }

  static let all: [StampExample] =
    dates + months + joined + dates.flatMap { date in clocks.map { date.followed(by: $0) } }
}
