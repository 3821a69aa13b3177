// SPDX-License-Identifier: Apache-2.0

extension Chart {
  /// What there is to show of a forecast.
  public struct Forecast: Hashable, Sendable {
    /// The values that were known.
    public var history: [Double]
    /// What was foreseen after them.
    public var continuation: [Double]
    /// A lower and an upper quantile of each foreseen value; nil for none.
    public var band: (low: [Double], high: [Double])? {
      get { low.flatMap { low in high.map { (low, $0) } } }
      set { (low, high) = (newValue?.low, newValue?.high) }
    }
    /// What the band is called, such as `10% to 90%`.
    public var bandName: String
    /// What came after the known values in the end; empty when that is not known.
    public var actual: [Double]
    private var low: [Double]?
    private var high: [Double]?

    /// A forecast.
    public init(
      history: [Double], continuation: [Double], band: (low: [Double], high: [Double])? = nil,
      bandName: String = "", actual: [Double] = []
    ) {
      self.history = history
      self.continuation = continuation
      self.bandName = bandName
      self.actual = actual
      (low, high) = (band?.low, band?.high)
    }
  }

  /// A series, its continuation with the room between two quantiles, and the values that came.
  ///
  /// Places count from 1; the continuation begins at the last known value, so that the lines meet.
  public static func forecast(
    _ title: String, _ forecast: Forecast, x: String = "step", y: String = ""
  ) -> Chart {
    let start = forecast.history.count
    let known = forecast.history.enumerated().map { ChartPoint(Double($0 + 1), $1) }
    let behind = { (values: [Double]) in
      values.enumerated().map { ChartPoint(Double(start + $0 + 1), $1) }
    }
    let joint = known.suffix(1)
    var lines = [
      Curves.Line("known", known), Curves.Line("forecast", joint + behind(forecast.continuation)),
    ]
    if !forecast.actual.isEmpty {
      lines.append(Curves.Line("actual", joint + behind(forecast.actual)))
    }
    let bands = forecast.band.map { band in
      [
        Curves.Band(
          forecast.bandName.isEmpty ? "band" : forecast.bandName, low: joint + behind(band.low),
          high: joint + behind(band.high))
      ]
    }
    return Chart(
      title, x: ChartAxis(x, isWhole: true), y: ChartAxis(y),
      body: .curves(Curves(lines: lines, bands: bands ?? [])))
  }
}
