// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct FunctionTests {
  /// A function of the engine, what it stands for, and how well.
  struct Function: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let apply:
      @Sendable (KernelTable, Int, UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
    let exact: @Sendable (Double) -> Double
    /// Where the bound holds.
    let range: ClosedRange<Float>
    /// The largest error, in units in the last place.
    let bound: Double
    /// What no value may leave.
    let values: ClosedRange<Float>

    func callAsFunction(_ kernels: KernelTable, _ x: [Float]) -> [Float] {
      [Float](unsafeUninitializedCapacity: x.count) { y, count in
        if let base = y.baseAddress { apply(kernels, x.count, x, base) }
        count = x.count
      }
    }
  }

  static let functions = [
    Function(
      testDescription: "exp", apply: { $0.exp($1, $2, $3) }, exact: { exp($0) },
      range: -87...88, bound: 2, values: 0...Float.greatestFiniteMagnitude),
    Function(
      testDescription: "sigmoid", apply: { $0.sigmoid($1, $2, $3) }, exact: { 1 / (1 + exp(-$0)) },
      range: -87...88, bound: 4, values: 0...1),
    Function(
      testDescription: "tanh", apply: { $0.tanh($1, $2, $3) }, exact: { tanh($0) },
      range: -30...30, bound: 5, values: -1...1),
  ]

  private static let special: [Float] = [
    0, -0.0, .infinity, -.infinity, .nan, -.nan, .signalingNaN, .leastNonzeroMagnitude,
    -.leastNonzeroMagnitude, .leastNormalMagnitude, -.leastNormalMagnitude,
    .leastNormalMagnitude.nextDown, 1, -1, 87.33654, -87.33654, 88.3762, -88.3762, 88.8, -104,
    7.905_311, -7.905_311, 9.010_913, .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
  ]

  /// Numbers spread over all bit patterns: both signs, denormals, infinities and NaN are among them.
  private static let everywhere: [Float] =
    special + stride(from: UInt32(0), to: .max - 8191, by: 8191).map { Float(bitPattern: $0) }

  /// The numbers of a range, `step` bit patterns apart.
  private static func sample(_ range: ClosedRange<Float>, every step: UInt32) -> [Float] {
    let up = stride(from: Float(0).bitPattern, through: range.upperBound.bitPattern, by: Int(step))
    let down = stride(
      from: (-Float(0)).bitPattern, through: range.lowerBound.bitPattern, by: Int(step))
    return (Array(up) + Array(down)).map { Float(bitPattern: $0) }
  }

  @Test(arguments: functions, KernelTable.available)
  func hasTheBitsOfTheReference(function: Function, kernels: KernelTable) {
    expectSameBits(
      function(kernels, Self.everywhere), function(.reference, Self.everywhere),
      function.testDescription)
    for count in [0, 1, 2, 15, 16, 17, 31, 33] {
      var x = Array(Self.everywhere.suffix(count)) + [7]
      x.withUnsafeMutableBufferPointer { x in
        // In place, and nothing after the last element is touched.
        if let base = x.baseAddress { function.apply(kernels, count, base, base) }
      }
      #expect(x.last == 7)
      expectSameBits(
        Array(x.dropLast()), function(.reference, Array(Self.everywhere.suffix(count))),
        "\(function.testDescription) of \(count)")
    }
  }

  @Test(arguments: functions)
  func isAsExactAsStated(function: Function) {
    let x = Self.sample(function.range, every: 4999)
    let y = function(.reference, x)
    var worst = (error: 0.0, at: Float(0))
    for (x, y) in zip(x, y) {
      let exact = function.exact(Double(x))
      let error = abs(Double(y) - exact) / Double(Float(exact).ulp)
      if error > worst.error { worst = (error, x) }
    }
    #expect(
      worst.error <= function.bound,
      "\(function.testDescription): \(worst.error) ulp at \(worst.at)")
    // A correctly rounded function errs by up to one half.
    #expect(worst.error > 0.4)
  }

  @Test(arguments: functions)
  func staysInItsRange(function: Function) throws {
    let values = function(.reference, Self.everywhere).filter { !$0.isNaN }
    let (least, most) = (try #require(values.min()), try #require(values.max()))
    #expect(function.values.contains(least) && function.values.contains(most))
  }

  @Test func tanhNeverExceedsOne() throws {
    // Where it comes near: every number from 6 to 10.
    let x = (Float(6).bitPattern...Float(10).bitPattern).map { Float(bitPattern: $0) }
    let y = Self.functions[2](KernelChoice.current, x)
    var largest: Float = 0
    y.withUnsafeBufferPointer { y in for value in y where value > largest { largest = value } }
    #expect(largest <= 1)
  }

  @Test(arguments: functions, KernelTable.available)
  func keepsWhatIsNotANumber(function: Function, kernels: KernelTable) {
    #expect(function(kernels, [.nan, -.nan, .signalingNaN]).allSatisfy { $0.isNaN })
    #expect(function(kernels, [.infinity, -.infinity]).allSatisfy { !$0.isNaN })
  }
}
