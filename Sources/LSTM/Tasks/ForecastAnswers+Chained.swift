// SPDX-License-Identifier: Apache-2.0

extension ForecastAnswers {
  /// Forecasts that go on beyond the horizon, each made of those before it, in the units of the file.
  struct Chained: Codable, Hashable, Sendable {
    /// `[rows][targets]`.
    let forecasts: [[Forecast]]
    /// The levels of their quantiles, rising; none of points.
    let levels: [Double]

    /// A forecast with the quantiles of some levels, between those that there are on straight lines; of
    /// points they are the point.
    func forecast(_ place: Int, _ target: Int, _ wanted: [Double]) -> Forecast {
      let own = forecasts[place][target]
      guard let last = levels.indices.last else {
        return Forecast(center: own.center, quantiles: wanted.map { _ in own.center })
      }
      return Forecast(
        center: own.center,
        quantiles: wanted.map { level in
          let above = levels.firstIndex { $0 >= level } ?? last
          let below = levels[above] > level ? max(above - 1, 0) : above
          guard above != below else { return own.quantiles[above] }
          let share = (level - levels[below]) / (levels[above] - levels[below])
          return zip(own.quantiles[below], own.quantiles[above]).map { $0 + share * ($1 - $0) }
        })
    }

    /// Whether they are of so many rows of a task.
    func isOf(_ rows: Int, _ task: ForecastTask) -> Bool {
      forecasts.count == rows && zip(levels, levels.dropFirst()).allSatisfy { $0 < $1 }
        && forecasts.allSatisfy { own in
          own.count == task.columns.count
            && own.allSatisfy { forecast in
              forecast.center.count == task.horizon && forecast.quantiles.count == levels.count
                && forecast.quantiles.allSatisfy { $0.count == task.horizon }
            }
        }
    }
  }
}
