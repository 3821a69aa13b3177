// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Time that only goes forward, for pacing what is drawn; it enters no result.
enum Clock {
  /// Seconds since some moment in the past.
  static func seconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
  }

  /// The time of day, in seconds since 1970, for those who draw by it.
  static func timeOfDay() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
  }

  /// The time of day, in whole seconds since 1970, to say how old something is.
  static func secondsSince1970() -> Int { time(nil) }
}
