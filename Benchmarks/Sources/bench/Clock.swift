// SPDX-License-Identifier: Apache-2.0

/// The median time of one call, in seconds, over calls that take about `seconds` together.
func medianTime(seconds: Double, _ body: () -> Void) -> Double {
  let clock = ContinuousClock()
  for _ in 0..<3 { body() }
  var times: [Double] = []
  let start = clock.now
  repeat {
    times.append(clock.measure(body) / .seconds(1))
  } while times.count < 5 || (clock.now - start) / .seconds(1) < seconds
  times.sort()
  return times[times.count / 2]
}
