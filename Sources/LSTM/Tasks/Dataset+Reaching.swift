// SPDX-License-Identifier: Apache-2.0

extension Dataset {
  /// The same windows with so many steps measured after each origin, of all parts those whose steps lie in
  /// their part; other rows, and windows that forecast no fewer steps, stay as they are.
  public func reaching(_ steps: Int) -> Dataset {
    guard let windows, steps > windows.transform.horizon else { return self }
    let far = windows.reaching(steps)
    var splits = splits
    for name in SplitName.allCases {
      var ends = [Int](repeating: 0, count: windows.grid.count)
      for row in splits[name] {
        let window = windows.windows[row]
        ends[window.series] = max(ends[window.series], window.origin + windows.transform.horizon)
      }
      splits[name] = splits[name].filter { row in
        windows.windows[row].origin + steps <= ends[windows.windows[row].series]
      }
    }
    return Dataset(
      text: nil, numbers: nil, windows: far,
      targets: targets.map { ($0.task as? ForecastTask)?.reaching(steps).target(of: far) ?? $0 },
      splits: splits, origins: origins, groups: groups, summary: summary)
  }
}
