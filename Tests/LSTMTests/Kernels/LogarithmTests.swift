// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct LogarithmTests {
  @Test func isAsExactAsStated() {
    var random = RandomValues("logarithm")
    let near1 = random.floats(20_000).map { 1 + Double($0) / 2 }
    let wide = random.floats(20_000).map { Double($0).magnitude.nextUp }
    let far = stride(from: -1070, to: 1020, by: 1).flatMap { power in
      [1.0, 1.1, 1.414_213_562_373_095_2, 1.5, 1.999].map { $0 * exp2(Double(power)) }
    }
    var worst = 0.0
    for x in near1 + wide + far {
      let exact = log(x)
      worst = max(worst, abs(naturalLogarithm(x) - exact) / max(exact.ulp, .leastNonzeroMagnitude))
    }
    #expect(worst <= 2)
    #expect(worst > 0)
  }

  @Test func knowsTheEdges() {
    #expect(naturalLogarithm(1) == 0)
    #expect(naturalLogarithm(0) == -.infinity)
    #expect(naturalLogarithm(-0.0) == -.infinity)
    #expect(naturalLogarithm(.infinity) == .infinity)
    #expect(naturalLogarithm(-1).isNaN)
    #expect(naturalLogarithm(-.infinity).isNaN)
    #expect(naturalLogarithm(.nan).isNaN)
    #expect(abs(naturalLogarithm(.leastNonzeroMagnitude) + 744.440_071_921_381_3) < 1e-12)
    #expect(abs(naturalLogarithm(.greatestFiniteMagnitude) - 709.782_712_893_384) < 1e-12)
  }
}
