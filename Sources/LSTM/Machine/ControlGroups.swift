// SPDX-License-Identifier: Apache-2.0

/// The control groups of this process, which bound what a container may use.
///
/// Both versions are read, and of each group all those above it: the tightest bound holds.
struct ControlGroups {
  private let files: SystemFiles

  /// The groups that some system files tell of.
  init(_ files: SystemFiles = SystemFiles()) { self.files = files }

  /// A bound on memory.
  struct Memory: Hashable {
    /// The most bytes that the processes of the group may hold together.
    let limit: Int
    /// The bytes that they hold and that cannot be taken back from them.
    let used: Int
  }

  // MARK: Processors

  /// The processors' time that may be used, in processors; nil where nothing bounds it.
  func processors() -> Double? {
    let unified = folders(of: nil).compactMap { folder -> Double? in
      let words = files.text(folder + "/cpu.max")?.split(whereSeparator: \.isWhitespace) ?? []
      return words.count == 2 ? share(Int(words[0]), Int(words[1])) : nil
    }
    let separate = folders(of: "cpu").compactMap {
      share(files.number($0 + "/cpu.cfs_quota_us"), files.number($0 + "/cpu.cfs_period_us"))
    }
    return (unified + separate).min()
  }

  private func share(_ quota: Int?, _ period: Int?) -> Double? {
    guard let quota, let period, quota > 0, period > 0 else { return nil }
    return Double(quota) / Double(period)
  }

  // MARK: Memory

  /// The bound on memory that leaves least; nil where nothing bounds it.
  func memory() -> Memory? {
    let unified = folders(of: nil).compactMap { folder in
      memory(
        in: folder, limits: ["memory.max", "memory.high"], usage: "memory.current", prefix: "")
    }
    let separate = folders(of: "memory").compactMap { folder in
      memory(
        in: folder, limits: ["memory.limit_in_bytes"], usage: "memory.usage_in_bytes",
        prefix: "total_")
    }
    return (unified + separate).min { $0.limit - $0.used < $1.limit - $1.used }
  }

  /// No machine has so much: the first version writes such a number where there is no bound.
  private static let unbounded = 1 << 60

  private func memory(
    in folder: String, limits: [String], usage: String, prefix: String
  ) -> Memory? {
    let limit = limits.compactMap { files.number("\(folder)/\($0)") }.min()
    guard let limit, (0..<Self.unbounded).contains(limit) else { return nil }
    // What is cached of files is given up when memory is wanted.
    let cached = ["inactive_file", "active_file"].reduce(0) {
      $0 + min(files.entry(prefix + $1, of: folder + "/memory.stat") ?? 0, Self.unbounded)
    }
    let used = min(files.number("\(folder)/\(usage)") ?? 0, Self.unbounded)
    return Memory(limit: limit, used: max(0, used - cached))
  }

  // MARK: Folders

  /// The folders of the group that a controller of the first version, or (nil) the second version,
  /// has this process in, and of those above it, the innermost first.
  private func folders(of controller: String?) -> [String] {
    guard let mount = mount(of: controller), let path = path(of: controller) else { return [] }
    var names = path.split(separator: "/")
    // A container sees the part of the tree that was mounted into it.
    let hidden = mount.root.split(separator: "/")
    if names.starts(with: hidden) { names.removeFirst(hidden.count) } else { names = [] }
    if names.contains("..") { names = [] }
    return (0...names.count).reversed().map { depth in
      ([mount.place] + names.prefix(depth).map(String.init)).joined(separator: "/")
    }
  }

  /// The path of the group, of the lines `4:memory:/path` and `0::/path`.
  private func path(of controller: String?) -> Substring? {
    for line in files.lines("/proc/self/cgroup") {
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { continue }
      let controllers = parts[1].split(separator: ",")
      if let controller {
        if controllers.contains(Substring(controller)) { return parts[2] }
      } else if parts[0] == "0", controllers.isEmpty {
        return parts[2]
      }
    }
    return nil
  }

  /// Where the tree of a controller is mounted, and which group of it that is.
  private func mount(of controller: String?) -> (root: Substring, place: String)? {
    for line in files.lines("/proc/self/mountinfo") {
      let words = line.split(separator: " ")
      guard let dash = words.firstIndex(of: "-"), words.count > dash + 3, dash > 5 else { continue }
      let options = words[dash + 3].split(separator: ",")
      let isWanted =
        if let controller {
          words[dash + 1] == "cgroup" && options.contains(Substring(controller))
        } else { words[dash + 1] == "cgroup2" }
      if isWanted { return (words[3], String(words[4])) }
    }
    return nil
  }
}
