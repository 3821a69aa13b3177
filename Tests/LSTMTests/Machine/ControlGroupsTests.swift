// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct ControlGroupsTests {
  private static let unified = [
    "proc/self/cgroup": "0::/user/job\n",
    "proc/self/mountinfo":
      "25 30 0:23 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n",
  ]

  private static let separate = [
    "proc/self/cgroup": "4:memory:/docker/abc\n1:cpu,cpuacct:/docker/abc\n0::/\n",
    "proc/self/mountinfo": """
    32 31 0:29 /docker/abc /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu,cpuacct
    35 31 0:32 /docker/abc /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory

    """,
  ]

  private func processors(_ base: [String: String], _ more: [String: String]) throws -> Double? {
    try withSystemFiles(base.merging(more) { $1 }) { ControlGroups($0).processors() }
  }

  private func memory(
    _ base: [String: String], _ more: [String: String]
  ) throws -> ControlGroups.Memory? {
    try withSystemFiles(base.merging(more) { $1 }) { ControlGroups($0).memory() }
  }

  // MARK: Processors

  @Test func theTightestQuotaOfAllGroupsAboveCounts() throws {
    let group = "sys/fs/cgroup/user"
    #expect(try processors(Self.unified, [:]) == nil)
    #expect(try processors(Self.unified, ["\(group)/cpu.max": "max 100000\n"]) == nil)
    #expect(try processors(Self.unified, ["\(group)/job/cpu.max": "150000 100000\n"]) == 1.5)
    #expect(
      try processors(
        Self.unified,
        ["\(group)/job/cpu.max": "300000 100000\n", "\(group)/cpu.max": "50000 100000\n"]) == 0.5)
  }

  @Test func aContainerOfTheFirstVersionSeesItsOwnPart() throws {
    let folder = "sys/fs/cgroup/cpu"
    let period = ["\(folder)/cpu.cfs_period_us": "100000\n"]
    let quota = { (text: String) in
      try processors(
        Self.separate, period.merging(["\(folder)/cpu.cfs_quota_us": text]) { $1 })
    }
    #expect(try quota("250000\n") == 2.5)
    #expect(try quota("-1\n") == nil)
    #expect(try quota("nonsense") == nil)
  }

  @Test(
    arguments: [
      (4, nil, 4), (4, 1.5, 2), (4, 0.2, 1), (2, 8, 2), (4, 3, 3), (0, nil, 1),
    ] as [(Int, Double?, Int)])
  func thereIsAThreadForEachProcessorThatMayBeUsed(count: Int, quota: Double?, expected: Int) {
    #expect(Compute.processors(runsOn: count, quota: quota) == expected)
  }

  // MARK: Memory

  @Test func theGroupThatLeavesLeastBoundsTheMemory() throws {
    let job = "sys/fs/cgroup/user/job"
    #expect(try memory(Self.unified, ["\(job)/memory.max": "max\n"]) == nil)
    #expect(
      try memory(
        Self.unified,
        [
          "\(job)/memory.max": "1000000\n", "\(job)/memory.high": "800000\n",
          "\(job)/memory.current": "500000\n",
          "\(job)/memory.stat": "anon 300000\ninactive_file 150000\nactive_file 50000\n",
          "sys/fs/cgroup/user/memory.max": "900000\n",
          "sys/fs/cgroup/user/memory.current": "100000\n",
        ]) == .init(limit: 800_000, used: 300_000))
  }

  @Test func theFirstVersionWritesAVastNumberForNoBound() throws {
    let folder = "sys/fs/cgroup/memory"
    let usage = [
      "\(folder)/memory.usage_in_bytes": "700000\n",
      "\(folder)/memory.stat": "cache 1\ntotal_inactive_file 100000\ntotal_active_file 0\n",
    ]
    let bound = { (text: String) in
      try memory(
        Self.separate, usage.merging(["\(folder)/memory.limit_in_bytes": text]) { $1 })
    }
    #expect(try bound("9223372036854771712\n") == nil)
    #expect(try bound("2000000\n") == .init(limit: 2_000_000, used: 600_000))
    #expect(try bound("-1\n") == nil)
  }

  /// A process may stand outside of what it sees, and a file may be anything.
  @Test(arguments: ["0::/../..\n", "0::/user/../job\n", "0::\n", "", "x\n:::\n0:a:/\n"])
  func strangePathsAreSurvived(groups: String) throws {
    let files = [
      "proc/self/cgroup": groups, "sys/fs/cgroup/cpu.max": "200000 100000\n",
      "sys/fs/cgroup/memory.max": "-5\n",
    ]
    let found = try processors(Self.unified, files)
    #expect(found == nil || found == 2)
    #expect(try memory(Self.unified, files) == nil)
  }
}
