// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct SoftplusTests {
  @Test func isTheLogarithmOfOneMoreThanThePower() {
    for x in stride(from: -30.0, through: 30, by: 0.37) {
      let soft = Softplus(x)
      #expect(abs(soft.value - naturalLogarithm(1 + exponential(x))) < 1e-14, "\(x)")
      let rise = Softplus(x + 1e-5).value - Softplus(x - 1e-5).value
      #expect(abs(soft.slope - rise / 2e-5) < 1e-9, "\(x)")
    }
  }

  @Test func knowsTheEdges() {
    #expect(Softplus(800).value == 800 && Softplus(800).slope == 1)
    #expect(Softplus(-800).value == 0 && Softplus(-800).slope == 0)
    #expect(Softplus(.infinity).value == .infinity && Softplus(-.infinity).value == 0)
    #expect(Softplus(.nan).value.isNaN && Softplus(.nan).slope.isNaN)
  }
}
