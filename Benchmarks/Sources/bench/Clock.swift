// SPDX-License-Identifier: Apache-2.0

/// How long some calls took, in seconds each.
struct Timing {
  let median: Double
  /// The least: what the calls take when nothing else runs.
  let best: Double

  /// Times calls that take about `seconds` together, after three that warm up.
  init(seconds: Double, _ body: () -> Void) {
    let clock = ContinuousClock()
    for _ in 0..<3 { body() }
    var times: [Double] = []
    let start = clock.now
    repeat {
      times.append(clock.measure(body) / .seconds(1))
    } while times.count < 5 || (clock.now - start) / .seconds(1) < seconds
    times.sort()
    median = times[times.count / 2]
    best = times[0]
  }
}
