// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What tells a process from all others, also from later ones with its number.
public struct ProcessIdentity: Codable, Hashable, Sendable {
  /// The machine.
  public var host: String
  /// What tells one start of the machine from another.
  public var boot: String
  /// The number of the process.
  public var pid: Int
  /// When it began, in ticks since the machine started.
  public var began: String

  /// This process.
  public static let current = ProcessIdentity(
    host: hostName, boot: bootName, pid: Int(getpid()), began: beginning(of: Int(getpid())) ?? "")

  /// Whether it is at work; on another machine that is not known, and taken for true.
  public var isAlive: Bool {
    guard host == Self.current.host else { return true }
    guard boot == Self.current.boot, kill(pid_t(truncatingIfNeeded: pid), 0) == 0 || errno == EPERM
    else { return false }
    return began.isEmpty || Self.beginning(of: pid).map { $0 == began } ?? true
  }

  private static var hostName: String {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  private static var bootName: String {
    SmallFile.text("/proc/sys/kernel/random/boot_id", limit: 64)?.trimmed ?? ""
  }

  /// The field `starttime` of `/proc/PID/stat`; nil where there is none, or the process has ended and is not
  /// yet collected.
  private static func beginning(of pid: Int) -> String? {
    guard let text = SmallFile.text("/proc/\(pid)/stat", limit: 4096),
      let end = text.lastIndex(of: ")")
    else { return nil }
    let fields = text[text.index(after: end)...].split(separator: " ")
    guard fields.count > 19 else { return nil }
    return fields[0] == "Z" ? "ended" : String(fields[19])
  }
}
