// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct MemoryLimitTests {
  private static let files = [
    "proc/meminfo":
      "MemTotal:  8000 kB\nMemFree: 100 kB\nMemAvailable:    5000 kB\nSwapFree:   1000 kB\n",
    "proc/self/status": "Name:\tlstm\nVmSize:\t  3000 kB\nVmData:\t 500 kB\n",
    "proc/self/cgroup": "0::/job\n",
    "proc/self/mountinfo": "25 30 0:23 / /cgroup rw shared:4 - cgroup2 cgroup2 rw\n",
    "cgroup/job/memory.max": "4096000\n",
    "cgroup/job/memory.current": "96000\n",
  ]

  private func least(
    _ limits: MemoryLimit.ProcessLimits, without missing: String? = nil
  ) throws -> MemoryLimit {
    try withSystemFiles(Self.files.filter { $0.key != missing }) {
      MemoryLimit.least($0, limits)
    }
  }

  @Test func whatLeavesLeastIsNamed() throws {
    let none = MemoryLimit.ProcessLimits()
    #expect(
      try least(none) == MemoryLimit(.controlGroup, total: 4_096_000, left: 4_000_000))
    #expect(
      try least(none, without: "cgroup/job/memory.max")
        == MemoryLimit(.machine, total: 8000 * 1024, left: 6000 * 1024))
    let space = MemoryLimit.ProcessLimits(addressSpace: 3500 * 1024)
    #expect(
      try least(space) == MemoryLimit(.addressSpace, total: 3500 * 1024, left: 500 * 1024))
    let data = MemoryLimit.ProcessLimits(addressSpace: 3500 * 1024, data: 600 * 1024)
    #expect(try least(data) == MemoryLimit(.data, total: 600 * 1024, left: 100 * 1024))
    let small = MemoryLimit.ProcessLimits(addressSpace: 1024)
    #expect(try least(small).left == 0)
  }

  @Test func aMachineWithoutSuchFilesHasItsMemory() throws {
    let found = try withSystemFiles([:]) { MemoryLimit.least($0, .init()) }
    #expect(found.kind == .machine && found.left == found.total && found.total > 0)
  }

  @Test func whatNoMachineHasIsRefused() {
    #expect(throws: MemoryShortage.self) { try MemoryLimit.require(1 << 60) }
    #expect(throws: Never.self) { try MemoryLimit.require(1 << 22) }
  }

  /// Rows that are not there yet are asked for, whatever the file turns out to hold.
  @Test func dataAsksForMemoryAsItGrows() throws {
    try withFile(Array("text\na\n".utf8)) { path in
      let memory = GrowingData(path: path)
      #expect(throws: Never.self) { try memory.requireAll(times: 3) }
      #expect(throws: Never.self) { try memory.require(after: 1 << 16, growth: 1 << 58) }
      #expect(throws: DataError.self) { try memory.require(after: 1 << 30, growth: 1 << 58) }
      #expect(throws: DataError.self) { try memory.require(rows: 1 << 50, tokens: 0) }
    }
  }
}
