// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct NPZTests {
  private func read(_ name: String, _ options: FormatOptions = [:]) throws -> Table {
    try Table.read(path: array(name), options: options)
  }

  @Test(arguments: ["stored.npz", "deflated.npz", "unnamed.npz"])
  func findsInputsAndTargets(name: String) throws {
    let rows = try read(name)
    #expect(rows.columns == ["x1", "x2", "target"])
    #expect(try rows.sequences("x2").map { Array($0) } == cube()[1])
    #expect(try rows.column("target") == ["0", "1", "0"])
  }

  @Test func oneArrayNeedsNoTargets() throws {
    #expect(try read("alone.npz").columns == ["x1", "x2"])
  }

  @Test func theArraysCanBeNamed() throws {
    guard case .badArray(let reason, _)? = fact({ try read("three.npz") }) else {
      Issue.record("three arrays are told apart")
      return
    }
    #expect(reason.hasSuffix("have the numbers and the targets: a, b, c"))
    let rows = try read("three.npz", ["array": .text("a"), "targets": .text("c")])
    #expect(rows.columns == ["x1", "x2", "target"])
    #expect(
      fact { try read("three.npz", ["array": .text("d")]) }
        == .badOption(name: "array", expected: "one of a, b, c"))
  }
}
