// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How some files were when somebody looked at them, without reading them: equal stamps are the same files,
/// unchanged.
public struct FileStamps: Hashable, Sendable {
  /// The hash of which files they are, how long, and when their contents or their names changed last.
  let hash: Fingerprint
  /// Whether each had its last change so long ago that another one would have another time.
  let areSettled: Bool

  /// How long the time of a file may stand still, in nanoseconds: a tick of the kernel, or two seconds where
  /// files have whole seconds.
  private static let tick = (fine: Int64(50_000_000), coarse: Int64(2_000_000_000))

  /// The stamps of files in their order; nil where one is missing.
  init?(of paths: [String]) {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let present = Self.nanoseconds(now)
    var (hash, areSettled) = (Fingerprint(), true)
    for path in paths {
      var found = stat()
      guard stat(path, &found) == 0 else { return nil }
      let changes = [found.st_mtim, found.st_ctim].map(Self.nanoseconds)
      let numbers =
        [Int64(truncatingIfNeeded: found.st_dev), Int64(truncatingIfNeeded: found.st_ino)]
        + [Int64(found.st_size)] + changes
      numbers.withUnsafeBytes { hash.combine(words: $0) }
      for change in changes {
        let tick = change % 1_000_000_000 == 0 ? Self.tick.coarse : Self.tick.fine
        areSettled = areSettled && present > change + tick
      }
    }
    (self.hash, self.areSettled) = (hash, areSettled)
  }

  private static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
