// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The variables of the environment.
enum Environment {
  /// The value of a variable; nil when it is not set.
  static subscript(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
