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
}
