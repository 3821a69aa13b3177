// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A program on a terminal of its own that a test types into and whose screen it reads.
final class PseudoTerminal {
  /// What went wrong while driving the program.
  enum Failure: Error {
    /// The system refused, with this error number.
    case system(Int32)
    /// The text did not appear; the screen and the last bytes as they were.
    case timeOut(expected: String, screen: String)
  }

  private let descriptor: Int32
  private let process: pid_t
  private var received: [UInt8] = []
  private var searched = 0
  private var emulator: ScreenEmulator
  private var exitStatus: Int32?
  /// Whether what the program writes is taken as it is, without a screen, which costs time.
  var isRaw = false

  /// Starts the program at `path` on a terminal of the given size, with only these variables set.
  init(
    path: String, arguments: [String] = [], environment: [String: String], columns: Int = 80,
    rows: Int = 24
  ) throws {
    emulator = ScreenEmulator(columns: columns)
    var (master, slave): (Int32, Int32) = (-1, -1)
    var name = [CChar](repeating: 0, count: 128)
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&master, &slave, &name, nil, &size) == 0 else { throw Failure.system(errno) }
    defer { close(slave) }
    for end in [master, slave] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    process = try Self.start(path, arguments, environment, terminal: name)
    descriptor = master
  }

  deinit {
    if exitStatus == nil {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    close(descriptor)
  }

  /// What stands on the screen: lines without blanks at their ends.
  var screen: String { emulator.text }

  /// All that the program has written so far, control sequences included.
  var transcript: String { String(decoding: received, as: UTF8.self) }

  /// Types the text; `\r` is Enter, `\u{3}` Ctrl-C, `\u{4}` Ctrl-D, `\u{7F}` Backspace.
  ///
  /// Keys such as Ctrl-D mean something else while a statement runs, so wait for the prompt first.
  func send(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Types entries at a prompt that stands there, each after the prompt that the one before gives
  /// back.
  func enter(_ entries: String...) throws {
    for entry in entries {
      send(entry + "\r")
      try expect("lstm> ")
    }
  }

  /// Makes the terminal wider or narrower, as when somebody drags the edge of its window.
  func resize(columns: Int, rows: Int = 24) {
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
    emulator.columns = columns
  }

  /// Sends a signal to the program.
  func signal(_ number: Int32) {
    kill(process, number)
  }

  /// Waits until the program has written the text, after what an earlier call has found.
  ///
  /// Control sequences and carriage returns do not count: `\nwanted` is a line that begins so.
  func expect(_ text: String, timeout: Double = 10) throws {
    let wanted = Array(text.utf8)
    let end = seconds() + timeout
    while true {
      if let found = position(of: wanted, in: isRaw ? received : emulator.plain) {
        searched = found + wanted.count
        return
      }
      guard seconds() < end, receive(within: end - seconds()) else {
        throw Failure.timeOut(expected: text, screen: screen)
      }
    }
  }

  /// Waits for the program's end: its exit status, or 128 and the signal that ended it.
  func waitForExit(timeout: Double = 10) throws -> Int32 {
    let end = seconds() + timeout
    while exitStatus == nil {
      guard seconds() < end else { throw Failure.timeOut(expected: "the end", screen: screen) }
      _ = receive(within: 0.02)
      var status: Int32 = 0
      if waitpid(process, &status, WNOHANG) == process {
        exitStatus = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
        while receive(within: 0.02) {}
      }
    }
    return exitStatus ?? -1
  }

  /// Takes over what the program writes within some seconds; false when that is nothing.
  private func receive(within timeout: Double) -> Bool {
    var waited = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&waited, 1, Int32(max(timeout, 0) * 1000)) > 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &buffer, buffer.count)
    guard count > 0 else {
      usleep(10_000)
      return false
    }
    received += buffer.prefix(count)
    if !isRaw { emulator.take(buffer.prefix(count)) }
    return true
  }

  private func position(of wanted: [UInt8], in plain: [UInt8]) -> Int? {
    guard plain.count - searched >= wanted.count else { return nil }
    return (searched...(plain.count - wanted.count)).first { offset in
      plain[offset..<(offset + wanted.count)].elementsEqual(wanted)
    }
  }

  private func seconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
  }

  /// Starts a program as the leader of a new session, which makes the terminal it opens its own.
  private static func start(
    _ path: String, _ arguments: [String], _ environment: [String: String], terminal: [CChar]
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var every = sigset_t()
    sigfillset(&every)
    posix_spawnattr_setsigdefault(&attributes, &every)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    let newSession = 0x80  // POSIX_SPAWN_SETSID, which Swift does not see
    posix_spawnattr_setflags(
      &attributes, Int16(newSession | Int(POSIX_SPAWN_SETSIGDEF) | Int(POSIX_SPAWN_SETSIGMASK)))

    let words = ([path] + arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in words + variables { free(text) } }
    var process: pid_t = 0
    let error = posix_spawn(&process, path, &actions, &attributes, words, variables)
    guard error == 0 else { throw Failure.system(error) }
    return process
  }
}
