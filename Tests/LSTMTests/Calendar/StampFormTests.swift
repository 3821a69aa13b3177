// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Testing

@testable import LSTM

@Suite struct StampFormTests {
  @Test(
    arguments: [
      (["1/4/1999", "1/5/1999"], true, "month/day/year", 915_408_000.0),
      (["1-4-1999", "2-4-1999"], true, "month-day-year", 915_408_000),
      (["1.4.1999", "2.4.1999"], true, "day.month.year", 922_924_800),
      (["1/4/1999", "1/13/1999"], false, "month/day/year", 915_408_000),
      (["1/4/1999", "13/1/1999"], false, "day/month/year", 922_924_800),
      (["1.4.1999", "1.13.1999"], false, "month.day.year", 915_408_000),
      (["1/4/99", "1/5/99"], true, "month/day/year", 915_408_000),
    ] as [([String], Bool, String, Double)])
  func dayAndMonthAreDecidedByTheColumn(
    texts: [String], isAmbiguous: Bool, description: String, seconds: Double
  ) throws {
    let form = try StampForm(fitting: texts)
    #expect(form.isAmbiguous == isAmbiguous && form.description == description)
    #expect(form.read(texts[0]) == seconds)
  }

  @Test(arguments: [
    (["20240131", "20240230"], true), (["20240131", "20240229"], false),
    (["20240131", "2024013"], true), (["2024", "2025"], true), (["1e3", "2e3"], true),
  ])
  func eightDigitsAreDatesWhereAllAre(texts: [String], isIndex: Bool) throws {
    #expect(try StampForm(fitting: texts).isIndex == isIndex)
  }

  @Test func aDateAloneIsMidnight() throws {
    let omitted = ["2016-07-01", "2016-07-01 01:00", "2016-07-01 02:00", "2016-07-02"]
    let form = try StampForm(fitting: omitted)
    #expect(omitted.map { form.read($0).map(form.write) } == omitted)
    let mixed = ["2016-07-01 00:00", "2016-07-01 01:00", "2016-07-02"]
    let other = try StampForm(fitting: mixed)
    #expect(other.read(mixed[2]).map(other.write) == "2016-07-02 00:00")
    // With a zone it is midnight there.
    let zoned = try StampForm(fitting: ["2016-07-01", "2016-07-01 01:00+02:00"])
    #expect(zoned.read("2016-07-01") == 1_467_324_000)
    #expect(zoned.write(1_467_324_000) == "2016-07-01")
  }

  @Test func fractionsMayBeOfAnyLength() throws {
    let texts = ["2016-07-01T00:00:00.5", "2016-07-01T00:00:01", "2016-07-01T00:00:01.25"]
    let form = try StampForm(fitting: texts)
    #expect(texts.map { form.read($0).map(form.write) } == texts)
    #expect(form.decimals == 2)
    #expect(form.write(1_467_331_199.999) == "2016-07-01T00:00:00")
  }

  @Test func theZoneIsThatOfTheLastStamp() throws {
    let form = try StampForm(fitting: ["2020-03-29T01:00+01:00", "2020-03-29T03:00+02:00"])
    #expect(form.read("2020-03-29T01:00+01:00") == 1_585_440_000)
    #expect(form.write(1_585_440_000) == "2020-03-29T02:00+02:00")
    #expect(form.hasZone && form.hasClock)
  }

  @Test func yearsOfACountAreRead() throws {
    let texts = ["1-01", "1-02", "3-12", "10-01"]
    let form = try StampForm(fitting: texts)
    #expect(texts.map { form.read($0).map(form.write) } == texts)
    #expect(try StampForm(fitting: ["99-12", "00-01"]).write(946_684_800) == "00-01")
  }

  @Test func mayIsShortWhereOthersAre() throws {
    let short = try StampForm(fitting: ["May 2000", "Jun 2000"])
    #expect(short.write(946_684_800) == "Jan 2000")
    let long = try StampForm(fitting: ["May 2000", "June 2000"])
    #expect(long.write(946_684_800) == "January 2000")
    #expect(long.read("jun 2000") == long.read("JUNE 2000"))
  }

  @Test(
    arguments: [
      (["2000-01-01", "2000-01-02", "x", "y"], 2, "year-month-day"),
      (["x", "2000-01-01", "2000-01-02"], 0, "year-month-day"),
      (["1/2/2000", "2000-01-01", "2000-01-02", "2000-01-03"], 0, "year-month-day"),
      (["2000-01-01 1:00", "2000-01-01 1:00 PM"], 1, "year-month-day hour:minute"),
      (["2000-01-01T10:00", "2000-01-01T10:00Z"], 1, "year-month-dayThour:minute"),
      (["1", "2", "2000-01-01", "3"], 2, "number"),
      (["13/1/2000", "1/13/2000", "14/1/2000"], 1, "day/month/year"),
      (["2000-01-01", "2000-02-30", "2000-03-01"], 1, "year-month-day"),
      (["2010 1 2 0", "2010 1 2 24", "2010 1 3 1"], 1, "year month day hour"),
      (["2010Q1", "2010Q5", "2010Q2"], 1, "year quarter"),
    ] as [([String], Int, String)])
  func theStampThatIsNotAsTheOthersIsNamed(texts: [String], index: Int, others: String) throws {
    let problem = #expect(throws: StampProblem.self) { try StampForm(fitting: texts) }
    #expect(problem?.index == index && problem?.text == texts[index])
    #expect(problem?.others?.description == others)
  }

  @Test(arguments: [
    "", "yesterday", "2010-13", "2000-1-1-1", "2010Q5", "Q0 2010", "Foo 1 2000", "Feb 30 2000",
    "20240132x", "1/2", "2000-01-01T", "2000-01-01 24:00", "2000-01-01 1:60", "2000-01-01 1:5",
    "2000-01-01 13:00 PM", "2000-01-01 0:00 AM", "2000-01-01 1:00 XM", "2000-01-01 1:00+25",
    "2000-01-01 1:00:00.", "nan", "inf", "0x10", "1e", "--1", "+", ".", "1e999", "2010 1 2 3 4 5 6",
    "2010 1 2 3 60", "0000-01-01", "2000-01-0\u{e9}", "2000\u{2d}01\u{2013}01",
  ])
  func othersAreNoStamps(text: String) {
    let problem = #expect(throws: StampProblem.self) { try StampForm(fitting: [text]) }
    #expect(problem == StampProblem(index: 0, text: text, others: nil))
  }

  @Test func noStampsAreAProblem() {
    #expect(throws: StampProblem(index: 0, text: "", others: nil)) { try StampForm(fitting: []) }
  }

  @Test func noNumberIsTooLargeToWrite() throws {
    for text in [
      "2000-01-01", "1", "1.5", "2010Q1", "Jan-00", "2000-01-01 1:00:00.000 PM", "20000101",
    ] {
      let form = try StampForm(fitting: [text])
      for number in [
        0, -0.0, 1e12, -1e12, 9e12, -9e12, 1e15, 1e300, -1e300, .infinity, -.infinity, .nan,
        .leastNonzeroMagnitude, -.leastNonzeroMagnitude, -0.4,
      ] {
        #expect(!form.write(number).isEmpty)
      }
    }
  }

  @Test(arguments: [Int.min, -1, 0, 19, 1000, Int.max])
  func savedFormsMaySayAnyNumber(number: Int) {
    var clock = ClockForm(blanks: number, depth: .seconds, fractionDigits: number)
    var forms = [StampForm(.index(IndexForm(decimals: number, trimsDecimals: true, width: number)))]
    for style in [ZoneStyle.colon, .digits, .hours] {
      clock.zone = ZoneForm(style: style, hasBlank: true, minutes: number)
      clock.trimsFraction.toggle()
      let layout = DateLayout(.yearMonthDay, .hyphen)
      forms.append(StampForm(.date(DateForm(layout: layout, clock: clock))))
    }
    forms.append(StampForm(.index(IndexForm(decimals: number, width: number))))
    for form in forms {
      #expect(!form.write(1.5).isEmpty && form.write(-1e9).utf8.count < 200)
      #expect(form.read("1").map(form.write) != "")
      _ = try? TimeStep.inferred(from: [[1, 2, 3.5]], form: form)
    }
  }

  @Test func bytesOfAnyKindAreHarmless() throws {
    var numbers = SeededNumbers(seed: 1)
    let letters = Array("0123456789-/.: ,TZQqJanFebAPM+UTCe\u{e9}\t")
    for _ in 0..<20_000 {
      let text = String(
        (0..<Int.random(in: 0...14, using: &numbers)).map { _ in
          letters[Int.random(in: letters.indices, using: &numbers)]
        })
      guard let form = try? StampForm(fitting: [text]) else { continue }
      let value = try #require(form.read(text))
      let again = form.write(value)
      // What is written may differ from what was read, as 5 may from +5, but says the same.
      #expect(try StampForm(fitting: [again]).read(again) == value, "\(text) \(again)")
    }
  }

  @Test(arguments: [
    "2000-01-01 1:00:00.000 PM", "7.50", "2010-Q1", "Jan 1, 2000", "2000-01-01T10:00+02:00",
  ])
  func formsAreSaved(text: String) throws {
    let form = try StampForm(fitting: [text])
    let data = try JSONEncoder().encode(form)
    #expect(try JSONDecoder().decode(StampForm.self, from: data) == form)
  }

  @Test func whatIsFirstMayBeSaid() throws {
    let texts = ["03/04/2024", "05/06/2024"]
    #expect(try StampForm(fitting: texts).isAmbiguous)
    for (first, description) in [(DateFirst.day, "day/month/year"), (.month, "month/day/year")] {
      let form = try StampForm(fitting: texts, first: first)
      #expect(form.description == description && !form.isAmbiguous)
    }
    #expect(
      try StampForm(fitting: texts, first: .day).example == "day/month/year, such as 31/01/2024")
    // Where the dates say it themselves nothing else counts.
    let clear = try StampForm(fitting: ["03/14/2024", "05/06/2024"], first: .day)
    #expect(clear.description == "month/day/year")
    #expect(try StampForm(fitting: ["1", "2"], first: .day).example == "number")
  }
}
