// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// Values are those of mpmath with 30 digits.
@Suite struct GammaFunctionsTests {
  /// x, ln Γ(x) and its slope.
  private static let known: [(x: Double, log: Double, slope: Double)] = [
    (1e-06, 13.815509980749432, -1000000.5772140201),
    (0.01, 4.599479878042022, -100.56088545786868),
    (0.3, 1.0957979948180756, -3.502524222200133),
    (1.5, -0.12078223763524522, 0.03648997397857652),
    (2.5, 0.2846828704729192, 0.7031566406452432),
    (7.25, 7.0521854507385395, 1.910453526883736),
    (9.75, 12.242204940050762, 2.225109535044576),
    (33.3, 82.60372358165495, 3.490467238520243),
    (1000.5, 5908.674175848678, 6.907755320648796),
    (1_000_000.0, 12815504.569147611, 13.815510057964191),
  ]

  @Test func theLogarithmIsAsExactAsStated() {
    for (x, log, _) in Self.known {
      #expect(abs(logGamma(x) - log) < 1e-14 * max(1, abs(log)), "\(x)")
    }
    var factorial = 1.0
    for n in 1..<20 {
      #expect(abs(logGamma(Double(n)) - naturalLogarithm(factorial)) < 2e-14 * Double(n), "\(n)")
      factorial *= Double(n)
    }
    #expect(logGamma(.nan).isNaN && logGamma(0) == .infinity)
  }

  @Test func theSlopeIsAsExactAsStated() {
    for (x, _, slope) in Self.known {
      #expect(abs(digamma(x) - slope) < 1e-14 * max(1, abs(slope)), "\(x)")
    }
    #expect(digamma(.nan).isNaN)
  }

  @Test func stepsAreDifferences() {
    for x in [0.001, 0.4, 1, 1.3, 5, 9.7, 10.2, 80] {
      let half = logGammaHalfStep(x)
      #expect(abs(half.value - (logGamma(x + 0.5) - logGamma(x))) < 2e-13, "\(x)")
      #expect(abs(half.slope - (digamma(x + 0.5) - digamma(x))) < 1e-14 * (1 + 1 / x), "\(x)")
      for count in [0, 0.25, 1, 7, 16, 17, 40.5] {
        let rise = logRising(x, count)
        let value = logGamma(x + count) - logGamma(x) - logGamma(count + 1)
        #expect(abs(rise.value - value) < 5e-13, "\(x), \(count)")
        let slope = digamma(x + count) - digamma(x)
        #expect(abs(rise.slope - slope) < 1e-13 * (1 + 1 / x), "\(x), \(count)")
      }
    }
    // Γ(½ + ½) / Γ(½) = 1 / √π, and its slope is 2·ln 2 times that.
    #expect(abs(logGammaHalfStep(0.5).value - -0.572_364_942_924_700_1) < 1e-15)
    #expect(abs(logGammaHalfStep(0.5).slope - 1.386_294_361_119_890_6) < 1e-15)
  }

  @Test func stirlingsFormulaLacksSo() {
    for x in [0.001, 0.7, 3, 9.99, 10, 25, 4000] {
      let formula = (x - 0.5) * naturalLogarithm(x) - x + 0.918_938_533_204_672_8
      #expect(abs(stirlingError(x) - (logGamma(x) - formula)) < 1e-11, "\(x)")
    }
    #expect(abs(stirlingError(1) - 0.081_061_466_795_327_26) < 1e-14)
  }

  @Test func theIncompleteBetaFunctionIsAsExactAsStated() {
    let known: [(a: Double, b: Double, x: Double, value: Double)] = [
      (0.5, 0.5, 0.3, 0.36901011956554536), (2, 3, 0.25, 0.26171875),
      (10, 0.001, 0.9, 0.00021891023318656696), (0.01, 50, 0.001, 0.9754603052015748),
      (30, 70, 0.35, 0.861575475866109), (5000, 0.5, 0.9999, 0.31731050725795346),
      (2000, 500_000, 0.004, 0.5739391034230632), (0.0001, 0.0001, 0.7, 0.5000423587720846),
    ]
    for (a, b, x, value) in known {
      let (lower, upper) = incompleteBeta(a, b, x, 1 - x)
      #expect(abs(lower / value - 1) < 1e-12, "\(a), \(b), \(x)")
      #expect(abs(upper / (1 - value) - 1) < 1e-12, "\(a), \(b), \(x)")
    }
    #expect(incompleteBeta(2, 3, 0, 1) == (0, 1) && incompleteBeta(2, 3, 1, 0) == (1, 0))
    #expect(incompleteBeta(2, 3, .nan, 0.5).lower.isNaN)
  }

  @Test func probabilitiesOfCountsAddUpToTheIncompleteBetaFunction() {
    for (mean, dispersion) in [(0.3, 2.0), (7, 0.4), (60, 0.01)] {
      let (size, x) = (1 / dispersion, 1 / (1 + dispersion * mean))
      var sum = 0.0
      for count in 0..<200 {
        sum += negativeBinomialProbability(Double(count), size: size, x, 1 - x)
        let (lower, _) = incompleteBeta(size, Double(count + 1), x, 1 - x)
        #expect(abs(sum - lower) < 1e-13, "\(mean), \(dispersion), \(count)")
      }
    }
  }
}
