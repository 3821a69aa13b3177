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
    }
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
