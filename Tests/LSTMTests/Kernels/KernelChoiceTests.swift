// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import LSTM

@Suite struct KernelChoiceTests {
  private static let small = [KernelTable.reference]

  /// A variable that names nothing would else have the tests pass with other kernels.
  @Test func theVariableIsHeeded() {
    #expect(KernelChoice.problem == nil)
    let wanted = ProcessInfo.processInfo.environment[KernelChoice.variable] ?? ""
    let fastest = KernelTable.available.first?.name ?? ""
    #expect(KernelChoice.current.name == (wanted.isEmpty ? fastest : wanted))
  }

  @Test func everyTableHasAName() throws {
    let names = KernelTable.available.map(\.name)
    #expect(names == KernelChoice.names.filter(names.contains))
    for name in names { #expect(try KernelChoice.table(named: name).name == name) }
  }

  @Test(arguments: [nil, ""])
  func withoutANameItIsTheFastest(name: String?) throws {
    #expect(try KernelChoice.table(named: name).name == KernelTable.available.first?.name)
  }

  @Test(arguments: [
    ("AVX2", "there are no kernels of the name AVX2"),
    ("mmx", "there are no kernels of the name mmx"),
    ("avx512", "this processor does not run avx512"),
    ("neon", "this processor does not run neon"),
  ])
  func whatIsNotThereIsSaid(name: String, reason: String) {
    let problem = #expect(throws: KernelChoice.Problem.self) {
      try KernelChoice.table(named: name, of: Self.small)
    }
    let message = "LSTM_KERNELS: \(reason); on this processor it may be: reference"
    #expect(problem?.message == message)
  }
}
