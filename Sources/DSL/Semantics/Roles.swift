// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The roles of a data statement, checked.
struct Roles {
  /// The column with the texts; nil where there is none.
  let text: String?
  /// The columns with the numbers that are read; nil where there are none.
  let numbers: NumberRole?
  /// The windows of series that are read; nil where rows stand alone.
  let windows: WindowRole?
  /// What is to be predicted, the leading target first.
  let targets: [TargetRole]
  /// How a text becomes tokens.
  let options: TextOptions
  /// Which rows do not train for the number of their tokens.
  var lengths = LengthFilter()
  /// The vectors whose words are known too, and those of them that a text can have; nil for none.
  let known: KnownVectors?
  /// Who trains.
  let split: SplitKind
  /// The columns of groups and times, if there are.
  let group: GroupClause?
  let time: String?
  /// Where the split, and the columns, are said.
  let splitSpan: Span?
  let textSpan: Span?
  let inputSpan: Span?
  let targetSpan: Span
  let timeSpan: Span?
  let windowSpan: Span?
  /// Where settings of the sound, and of the leading target, are said.
  var soundPlaces: [String: Span] = [:]
  var targetPlaces: [String: Span] = [:]

  /// Where a fact about the data has its cause in the script.
  func place(of fact: DataError.Fact) -> Span? {
    switch fact {
    case .badPercentages, .unknownSplit: splitSpan
    case .emptySplit: splitSpan ?? group?.span
    case .groupCrossesSplit: group?.span
    case .unknownGroup(let name, _, _): group?.place(of: name)
    case .badTime: timeSpan
    case .seriesTooShort: windowSpan
    case .allSkipped(let skipped):
      skipped.counts.allSatisfy(\.rule.isOfReading) ? textSpan : targetSpan
    case .notPositive: targetPlaces[WindowRole.logKey.name] ?? targetSpan
    case .badRecipe(_, let settings):
      settings.lazy.compactMap { soundPlaces[$0] }.first ?? inputSpan
    case .missingNumbers, .notCategories, .badSound: inputSpan
    case .fileNotFound where numbers?.sound != nil: inputSpan
    case .unknownTokenizer, .unknownStemmer, .tagsDiffer: textSpan
    case .missingTarget, .illegalTag, .fewLabels, .noPhrase, .targetDiffers: targetSpan
    default: nil
    }
  }
}

extension Roles {
  /// What each column is for that has a role.
  var byColumn: [String: String] {
    var names: [String: String] = [:]
    let add = { (columns: [String], role: String) in
      for column in columns { names[column] = names[column].map { "\($0), \(role)" } ?? role }
    }
    for target in targets { add(target.columns, "target") }
    add([text].compactMap { $0 }, RoleCatalog.textRole)
    if let sound = numbers?.sound {
      add([sound.column], RoleCatalog.soundRole)
    } else {
      add(numbers?.names ?? [], "input")
    }
    add([numbers?.series].compactMap { $0 }, RoleCatalog.seriesRole)
    if let windows {
      add(windows.inputs.map(\.name), "input")
      add([windows.series].compactMap { $0 }, RoleCatalog.seriesRole)
      add(windows.time, "time")
    }
    if case .column(let column) = split { add([column], "split") }
    add([group?.column].compactMap { $0 }, "group")
    add([time].compactMap { $0 }, "time")
    return names
  }
}

extension RoleClause {
  /// The column that a role begins with, and the arguments after it.
  func columnFirst(
    among columns: [String]
  ) throws(Diagnostic) -> (column: String, span: Span, rest: [Argument]) {
    guard let first = arguments.first, first.label == nil else {
      throw .roleNeedsColumn(self, columns)
    }
    switch first.value.kind {
    case .name(let name), .text(let name):
      return (try columns.column(name, at: first.span), first.span, Array(arguments.dropFirst()))
    default: throw .roleNeedsColumn(self, columns)
    }
  }

  /// The columns that a role begins with, each once, and the options after them.
  func columnList(
    among columns: [String]
  ) throws(Diagnostic) -> (columns: [(column: String, span: Span)], options: [Argument]) {
    let (first, place, rest) = try columnFirst(among: columns)
    var found = [(column: first, span: place)]
    for argument in rest where argument.label == nil {
      switch argument.value.kind {
      case .name(let word), .text(let word):
        found.append((try columns.column(word, at: argument.span), argument.span))
      default: throw .roleNeedsColumn(self, columns)
      }
    }
    return (found, rest.filter { $0.label != nil })
  }

  /// The column of a role that takes nothing else.
  func onlyColumn(among columns: [String]) throws(Diagnostic) -> (column: String, span: Span) {
    let (column, span, rest) = try columnFirst(among: columns)
    if let first = rest.first {
      throw .unexpectedValue(first.value, of: "`\(role.text)`", specs: [])
    }
    return (column, span)
  }
}

extension [Argument] {
  /// Where the settings stand that are given by name.
  var places: [String: Span] {
    reduce(into: [:]) { places, argument in
      if let label = argument.label { places[label.text] = argument.span }
    }
  }

  /// Where settings stand, given by name or as words that only one of them takes.
  func places(among specs: [ArgumentSpec]) -> [String: Span] {
    reduce(into: places) { places, argument in
      guard argument.label == nil, case .name(let word) = argument.value.kind else { return }
      let owner = specs.first { spec in
        if case .choice(let words) = spec.kind { words.contains(word) } else { false }
      }
      if let owner { places[owner.name] = argument.span }
    }
  }
}

extension [String] {
  /// The column of a name; throws where there is none.
  func column(_ name: String, at span: Span) throws(Diagnostic) -> String {
    guard contains(name) else { throw .unknownColumn(name, at: span, self) }
    return name
  }
}
