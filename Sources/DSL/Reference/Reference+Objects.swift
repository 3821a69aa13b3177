// SPDX-License-Identifier: Apache-2.0

extension ObjectKind {
  /// How a script comes by one.
  var origin: String {
    switch self {
    case .data: "`data` defines one"
    case .split: "`DATA.train`, `DATA.valid` and `DATA.test` are such"
    case .vectors: "`vectors` reads such"
    case .model: "`model` defines one"
    case .run: "`train` and `load` define one, and `best` of a grid is one"
    case .evaluation: "`eval` and `baseline` define one"
    case .sweep: "`grid` and `search` define one"
    case .runs: "`train` with `seeds=` defines one"
    case .crossValidation: "`crossval` defines one"
    case .ensemble: "`ensemble` defines one"
    case .comparison: "`compare` defines one"
    }
  }

  /// What its figures mean, where that is more than a line of each; nil where there is nothing to add.
  var remark: String? {
    guard self == .evaluation else { return nil }
    return """
      Macro figures are means over the classes, labels or types of entities that some row has or was
      given; one with neither does not enter. A share of nothing is 0: the precision of a class that was
      never predicted, the recall of one that no row has. With tags of entities all of precision, recall
      and F1 are of entities, right when type and both ends are, as the CoNLL shared tasks count, and
      accuracy is of tokens. Phrases are of one kind, so the mean over the kinds is the figure of all.

      The area under the ROC curve and the average precision rank the rows by a probability, in which
      rows with the same one are a tie: half a win for the first, one step for the second, which is a sum
      of steps without interpolation. Of two classes they are of the second. Of more, and of labels, they
      are means of each against the rest; one that no row has, or for the first that all rows have, does
      not enter. The expected calibration error (ece, Guo and others 2017) puts the rows into 15 bins of equal
      width by the probability of the most probable class: it is the mean over the rows of how far the share
      that is right is from the mean probability of their bin. A figure that an evaluation, a run or a grid
      lacks is a mistake (E0204), not a number.
      """
  }

  /// The kind without its article, such as `data set`.
  var noun: String {
    self == .vectors
      ? "word vectors" : description.split(separator: " ").dropFirst().joined(separator: " ")
  }
}

extension Reference {
  /// The names of all fields, facets and plots.
  static var memberNames: [String] {
    ObjectKind.allCases.flatMap {
      $0.type.fields.map(\.name) + $0.type.facets.map(\.name) + $0.type.plots.map(\.name)
    }
  }

  /// What a name is as a field, as a facet of `show` or for `plot`: a line for each kind of thing that
  /// has it.
  static func members(_ name: String) -> [(text: String, example: String)] {
    ObjectKind.allCases.flatMap { kind -> [(text: String, example: String)] in
      let thing = kind.description
      var found: [(text: String, example: String)] = []
      for field in kind.type.fields where field.name == name {
        found.append(("field of \(thing): \(field.detail)", example(ofField: name, of: kind)))
      }
      for facet in kind.type.facets where facet.name == name {
        found.append(
          ("facet of `show` for \(thing): \(facet.summary)", example(ofFacet: name, of: kind)))
      }
      for plot in kind.type.plots where plot.name == name {
        found.append(
          ("`plot` of \(thing): \(plot.summary)", "plot \(kind.sampleName) \(name)"))
      }
      return found
    }
  }
}

extension FieldSpec {
  /// What it is, with the type of its value.
  var detail: String { "\(summary) (\(type.description))" }
}
