// SPDX-License-Identifier: Apache-2.0

import CReadline
import DSL

/// Ctrl-C and the requests to end, as questions that may be asked at any time from any thread.
enum Signals {
  /// Takes the signals over; to be called once, before any other thread starts.
  static func install() {
    _ = signals_install()
  }

  /// How a running statement is to stop.
  @Sendable static func interruption() -> Session.Interruption {
    switch max(signals_interrupt_level(), signals_terminated()) {
    case 0: .none
    case 1: .stopAfterBatch
    default: .abandon
    }
  }

  /// Forgets earlier interrupts; to be called just before a prompt.
  static func clearInterrupt() {
    signals_clear_interrupt()
  }

  /// Lets Ctrl-C and the requests to end take effect at once, while there is nothing to be kept.
  @Sendable static func endAtOnce(_ isOn: Bool) {
    signals_end_at_once(isOn ? 1 : 0)
  }

  /// Whether the process was asked to end.
  static var isTerminated: Bool { signals_terminated() != 0 }
}
