// SPDX-License-Identifier: Apache-2.0

import CPlatform

/// How much more memory this process may have, and what bounds it.
public struct MemoryLimit: Hashable, Sendable {
  /// What bounds it.
  public enum Kind: Hashable, Sendable {
    /// What the machine has.
    case machine
    /// A control group, such as that of a container.
    case controlGroup
    /// The limit of the address space, `ulimit -v`.
    case addressSpace
    /// The limit of the data segment, `ulimit -d`.
    case data
  }

  /// What bounds it.
  public let kind: Kind
  /// The bytes of the bound.
  public let total: Int
  /// The bytes that may still be had.
  public let left: Int

  init(_ kind: Kind, total: Int, left: Int) {
    (self.kind, self.total, self.left) = (kind, total, max(0, left))
  }

  /// The limits of a process that `ulimit` shows; `Int.max` for none.
  struct ProcessLimits {
    var addressSpace = Int.max
    var data = Int.max

    /// Those of this process.
    static var own: ProcessLimits {
      ProcessLimits(
        addressSpace: cplatform_limit_address_space(), data: cplatform_limit_data())
    }
  }

  /// The bound that leaves least at this moment.
  public static var present: MemoryLimit { least() }

  /// The bound that leaves least, by some files and limits.
  static func least(
    _ files: SystemFiles = SystemFiles(), _ limits: ProcessLimits = .own
  ) -> MemoryLimit {
    var found = [machine(files)]
    if let group = ControlGroups(files).memory() {
      found.append(
        MemoryLimit(.controlGroup, total: group.limit, left: group.limit - group.used))
    }
    let status = "/proc/self/status"
    if limits.addressSpace < .max {
      let used = files.entry("VmSize", of: status) ?? 0
      found.append(
        MemoryLimit(
          .addressSpace, total: limits.addressSpace, left: limits.addressSpace - used))
    }
    if limits.data < .max {
      let used = files.entry("VmData", of: status) ?? 0
      found.append(MemoryLimit(.data, total: limits.data, left: limits.data - used))
    }
    // The machine's stands first: a group that only repeats it is not named.
    return found.dropFirst().reduce(found[0]) { $1.left < $0.left ? $1 : $0 }
  }

  /// What the machine has left, with the room to which others can be moved.
  private static func machine(_ files: SystemFiles) -> MemoryLimit {
    let (path, all) = ("/proc/meminfo", cplatform_memory())
    let total = files.entry("MemTotal", of: path) ?? all
    guard let available = files.entry("MemAvailable", of: path) else {
      return MemoryLimit(.machine, total: total, left: total)
    }
    let swap = files.entry("SwapFree", of: path) ?? 0
    return MemoryLimit(.machine, total: total, left: available + swap)
  }

  // MARK: Asking

  /// Below so many bytes nothing is asked: every process has them, or fails at anything.
  private static let leastAsked = 1 << 20

  /// Throws unless this process may have so many more bytes now.
  ///
  /// Whoever is about to reserve buffers asks for all of them at once, by their plan, and before the
  /// first: then what is under way is still whole when they cannot be had.
  public static func require(_ bytes: Int) throws(MemoryShortage) {
    guard bytes >= leastAsked else { return }
    let limit = present
    // The system may refuse for reasons of its own.
    guard bytes <= limit.left, cplatform_can_hold(bytes) != 0 else {
      throw MemoryShortage(needed: bytes, limit: limit)
    }
  }
}

/// Memory that cannot be had.
public struct MemoryShortage: Error, Hashable, Sendable {
  /// The bytes that were asked for.
  public let needed: Int
  /// What bounds them.
  public let limit: MemoryLimit
}
