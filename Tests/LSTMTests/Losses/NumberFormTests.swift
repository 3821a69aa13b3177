// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What parameters say of a number.
@Suite struct NumberFormTests {
  private static let levels = [0.1, 0.25, 0.5, 0.9]
  /// Each form, with parameters of one number and the mean that they have.
  private static let forms: [(form: NumberForm, parameters: ArraySlice<Float>, mean: Double)] = [
    (.point, [1.5], 1.5), (.gaussian, [3, 0.5], 3), (.student, [1, 2, 3.5], 1),
    (.negativeBinomial, [9.5, 0.4], 9.5),
    (.quantiles([0.1, 0.5, 0.9]), [-1.281_551_6, 0, 1.281_551_6], 0),
  ]

  @Test func parametersAreCounted() {
    #expect(Self.forms.allSatisfy { $0.form.parameters == $0.parameters.count })
  }

  /// The values of scipy 1.17.
  @Test func distributionsHaveTheirQuantiles() {
    #expect(NumberForm.point.quantile(0.9, [1.5]) == 1.5)
    #expect(abs(NumberForm.gaussian.quantile(0.2, [3, 0.5]) - 2.579_189_383_213_543) < 1e-14)
    let student = NumberForm.student.quantile(0.8, [1, 2, 3.5])
    #expect(abs(student - 2.913_517_667_864_621) < 1e-12)
    #expect(NumberForm.negativeBinomial.quantile(0.5, [9.5, 0.4]) == 8)
  }

  @Test func theCenterIsTheMedian() {
    let centers = Self.forms.map { $0.form.center($0.parameters) }
    #expect(centers == [1.5, 3, 1, 8, 0])
    // Without a level of a half it is between its neighbours.
    #expect(NumberForm.quantiles([0.4, 0.8]).center([1, 2]) == 1.25)
    #expect(NumberForm.quantiles([0.7]).center([3]) == 3)
  }

  @Test func quantilesAreExactAtTheirLevelsAndStraightBetween() {
    let (form, values) = (NumberForm.quantiles(Self.levels), [-1, 0, 2, 5] as ArraySlice<Float>)
    for (level, value) in zip(Self.levels, values) {
      #expect(form.quantile(level, values) == Double(value))
    }
    #expect(abs(form.quantile(0.175, values) - -0.5) < 1e-12)
    #expect(abs(form.quantile(0.7, values) - 3.5) < 1e-12)
  }

  /// Beyond the outermost levels as a normal distribution through the outermost two.
  @Test func quantilesGoOnAsANormalDistribution() {
    let levels = [0.05, 0.2, 0.7, 0.9]
    let form = NumberForm.quantiles(levels)
    let values = levels.map { Float(4 + 3 * normalQuantile($0)) }[...]
    for level in [1e-9, 0.001, 0.04, 0.93, 0.999, 1 - 1e-9] {
      #expect(abs(form.quantile(level, values) - (4 + 3 * normalQuantile(level))) < 1e-4)
    }
    // One that has no width stays so.
    #expect(NumberForm.quantiles([0.2, 0.7]).quantile(0.999, [2, 2]) == 2)
  }

  @Test func quantilesRise() {
    for (form, parameters, _) in Self.forms {
      var last = -Double.infinity
      for level in stride(from: 0, through: 1, by: 0.001) {
        let found = form.quantile(level, parameters)
        #expect(found >= last && found.isFinite, "\(form), \(level)")
        last = found
      }
    }
  }

  @Test func samplesHaveTheMean() {
    for (form, parameters, mean) in Self.forms {
      var numbers = RandomSource(seed: 4).sequence(.sample, "\(form)")
      let found = (0..<20_000).map { _ in form.sample(numbers.fraction(), parameters) }
      let average = found.reduce(0, +) / Double(found.count)
      let moments = Moments(found)
      let error = moments.deviation / Double(found.count).squareRoot()
      #expect(abs(average - mean) <= 4 * error, "\(form): \(average)")
      let below = found.count { $0 <= form.quantile(0.3, parameters) }
      if form != .point {
        #expect(below >= 5700 && (form == .negativeBinomial || below < 6300), "\(below)")
      }
    }
  }

  @Test func formsAreSaved() throws {
    for (form, _, _) in Self.forms {
      let data = try JSONEncoder().encode(form)
      #expect(try JSONDecoder().decode(NumberForm.self, from: data) == form)
    }
  }
}
