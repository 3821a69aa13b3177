// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Standard input, output and error as the program was started with them.
enum StandardStreams {
  /// Puts something in the place of those that are closed, so that no file that is opened later
  /// takes their place; to be called before anything is opened.
  ///
  /// What stands there is open the wrong way round: reading and writing it fails with `EBADF`, as it
  /// would without it.
  static func secure() {
    for (descriptor, mode) in [
      (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
    ] where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest number that is free is this one: those below it are open.
      _ = open("/dev/null", mode)
    }
  }

  /// Why a standard stream cannot be read or written, by the number of the error.
  static func problem(_ error: Int32) -> String {
    error == EBADF ? "it is closed" : FileDescriptor.message(for: error)
  }
}
