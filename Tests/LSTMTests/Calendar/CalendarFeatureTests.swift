// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import LSTM

@Suite struct CalendarFeatureTests {
  @Test func pointsAreThoseOfTheLibrary() {
    for whole in [1, 7, 12, 28, 29, 30, 31, 53, 60, 365, 366, 1440] {
      for part in 0..<whole {
        let (sine, cosine) = CirclePoint.at(part, of: whole)
        let angle = 2 * Double.pi * Double(part) / Double(whole)
        // The angle of the library is itself rounded.
        #expect(abs(sine - sin(angle)) < 2e-15 && abs(cosine - cos(angle)) < 2e-15)
        #if arch(x86_64)
          let exact = 2 * Float80.pi * Float80(part) / Float80(whole)
          #expect(abs(Float80(sine) - sin(exact)) < 2e-16)
          #expect(abs(Float80(cosine) - cos(exact)) < 2e-16)
        #endif
        #expect(abs(sine * sine + cosine * cosine - 1) < 4e-16)
      }
    }
  }

  @Test(
    arguments: [
      (0, 4, 0.0, 1.0), (1, 4, 1, 0), (2, 4, 0, -1), (3, 4, -1, 0),
      (1, 12, 0.5, 0.866_025_403_784_438_6),
      (1, 8, 0.707_106_781_186_547_5, 0.707_106_781_186_547_5),
      (1, 7, 0.781_831_482_468_029_8, 0.623_489_801_858_733_5),
      (5, 7, -0.974_927_912_181_823_6, -0.222_520_933_956_314_4),
      (1, 5, 0.951_056_516_295_153_6, 0.309_016_994_374_947_4), (-1, 4, -1, 0), (9, 4, 1, 0),
    ] as [(Int, Int, Double, Double)])
  func knownPoints(part: Int, whole: Int, sine: Double, cosine: Double) {
    let point = CirclePoint.at(part, of: whole)
    #expect(abs(point.sine - sine) <= 2.3e-16 && abs(point.cosine - cosine) <= 2.3e-16)
    #expect(point.sine != 0 || point.sine.sign == .plus)
    #expect(point.cosine != 0 || point.cosine.sign == .plus)
  }

  @Test func bitsAreTheSameEverywhere() {
    var hash: UInt64 = 0
    for whole in [7, 28, 53, 60, 366, 1440] {
      for part in 0..<whole {
        let (sine, cosine) = CirclePoint.at(part, of: whole)
        for bits in [sine.bitPattern, cosine.bitPattern] {
          hash = (hash ^ bits) &* 0x100_0000_01b3
        }
      }
    }
    #expect(hash == 1_867_190_052_149_607_000)
  }

  @Test(
    arguments: [
      // 2024-12-31 13:45:30, a Tuesday.
      (CalendarFeature.minute, 45, 60), (.hour, 13 * 60 + 45, 1440), (.weekday, 1, 7),
      (.day, 30, 31),
      (.month, 11, 12), (.week, 0, 53), (.yearday, 365, 366),
    ] as [(CalendarFeature, Int, Int)])
  func placesAreThoseOfTheTime(feature: CalendarFeature, part: Int, whole: Int) throws {
    let place = try #require(feature.place(at: 1_735_652_730))
    #expect(place == (part, whole))
    #expect(feature.values(at: 1_735_652_730) == CirclePoint.at(part, of: whole))
  }

  @Test(arguments: CalendarFeature.allCases)
  func placesAreInTheirPeriod(feature: CalendarFeature) throws {
    var numbers = SeededNumbers(seed: 2)
    for _ in 0..<5000 {
      let seconds = Double.random(in: -1e11...1e11, using: &numbers)
      let place = try #require(feature.place(at: seconds))
      #expect(0..<place.whole ~= place.part)
    }
    for seconds in [Double.nan, .infinity, 1e300] {
      #expect(feature.values(at: seconds).sine.isNaN)
      #expect(feature.values(at: seconds).cosine.isNaN)
    }
  }
}
