// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a `plot`.
extension Diagnostic {
  /// A picture of what a run looked at that looks at nothing.
  static func nothingToAlign(_ run: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .wrongKind, "`\(run)` writes texts without `attend`, so there is no alignment to draw",
      at: span,
      help: "leave `to` out")
  }

  /// Several pictures for one file.
  static func severalAlignments(at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "a file has room for the picture of one text", at: span,
      help: "write one `explain … to` for each text")
  }

  static func nothingToPlot(_ name: Name, of object: any ScriptObject) -> Diagnostic {
    Diagnostic(
      .wrongKind, "of the figures of `\(name.text)` there is no picture",
      at: name.span, help: "write `show \(name.text)`")
  }

  static func cannotPlot(_ name: Name, _ type: ValueType) -> Diagnostic {
    let kinds = ObjectKind.allCases.filter { !$0.type.plots.isEmpty }.map(\.description)
    return Diagnostic(
      .wrongKind, "`\(name.text)` is \(type.description), of which there is no picture",
      at: name.span, notes: ["`plot` draws \(kinds.joined(separator: ", "))"])
  }

  static func unknownPlot(_ name: Name, of object: any ScriptObject) -> Diagnostic {
    let known = object.plots.map(\.name)
    if let other = object.kind.type.plots.first(where: { $0.name == name.text }) {
      return Diagnostic(
        .unknownOption, "there is no `\(name.text)` of `\(object.name)`", at: name.span,
        notes: [
          "`\(name.text)` is \(other.summary)",
          "of `\(object.name)` there is \(known.joined(separator: ", "))",
        ])
    }
    return Diagnostic(
      .unknownOption, "`plot` knows no `\(name.text)` of \(object.kind.description)",
      at: name.span, notes: ["it knows \(known.joined(separator: ", "))"],
      help: NearestNames.suggestion(for: name.text, among: known))
  }

  /// The name of a recording after a picture that is of all rows, or of something else.
  static func plotsNoRecording(_ name: String, _ plot: String, at span: Span) -> Diagnostic {
    let known = DataObject.soundPlots.map { "`\($0.name)`" }.joined(separator: " and ")
    return Diagnostic(
      .wrongKind, "`plot \(name) \(plot)` draws no single recording", at: span,
      notes: ["\(known) of data with recordings draw one that is named"],
      help: "leave the text out; a file to draw into stands after `to`")
  }

  static func noPictureForm(_ path: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .unwritableFile,
      "a picture is written as SVG, PNG or PDF, and `\(path)` ends in none of `.svg`, `.png`, `.pdf`",
      at: span, help: "write `to \(Token.quoted(path.withoutExtension + ".svg"))`")
  }

  /// A page in a form that there is not.
  static func pageHasNoForm(_ path: String, at span: Span?) -> Diagnostic {
    Diagnostic(
      .unwritableFile, "the name of a report says its form, and `\(path)` names none", at: span,
      notes: [
        "`.html` is one file for a browser, `.md` is Markdown with pictures beside it, `.ipynb` is "
          + "a Jupyter notebook"
      ],
      help: "write `report \(Token.quoted(path.withoutExtension + ".html"))`")
  }

  /// A file that is no journal.
  static func noJournal(_ path: String) -> Diagnostic {
    Diagnostic(
      .unreadableFile,
      "`\(path)` is not what a run left, or another version of the program wrote it",
      at: nil)
  }

  /// A PNG or PDF on a machine that has nothing to make it with.
  static func pictureNeedsLibrary(
    _ path: String, _ form: PictureForm, _ library: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .unwritableFile,
      "\(form.name) needs librsvg and cairo, and `\(library)` is not found on this machine",
      at: span,
      notes: [
        "Debian and Ubuntu have them in the packages \(PictureForm.packages), Homebrew in librsvg"
      ],
      help: "install them, or write `to \(Token.quoted(path.withoutExtension + ".svg"))`, "
        + "which needs neither")
  }

  /// Things of two kinds in one picture.
  static func plotsOfTwoKinds(
    _ first: any ScriptObject, _ other: any ScriptObject, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .wrongKind,
      "`\(first.name)` is \(first.kind.description) and `\(other.name)` \(other.kind.description)",
      at: span,
      notes: ["what stands in one picture is of one kind"])
  }

  /// A plot that is of one thing alone.
  static func plotsAlone(
    _ plot: String, _ object: any ScriptObject, at span: Span
  ) -> Diagnostic {
    let joint = object.kind.type.jointPlots
    return Diagnostic(
      .unknownOption, "`\(plot)` is a picture of one thing, and not of several together", at: span,
      notes: joint.isEmpty
        ? [] : ["several of these have \(joint.joined(separator: ", ")) in one picture"],
      help: "write one `plot` for each")
  }

  /// A plot that what is asked of has nothing for.
  static func plotDoesNotApply(
    _ plot: String, _ object: any ScriptObject, _ reason: String, at span: Span
  ) -> Diagnostic {
    let summary = object.kind.type.plots.first { $0.name == plot }?.summary ?? plot
    return Diagnostic(
      .wrongKind, "there is no `\(plot)` of `\(object.name)`: \(reason)", at: span,
      notes: ["`\(plot)` is \(summary)"])
  }

  /// A picture that could not be made.
  static func pictureFailed(_ path: String, reason: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .unwritableFile, "`\(path)` cannot be drawn: \(reason)", at: span,
      help: "write `to \(Token.quoted(path.withoutExtension + ".svg"))`")
  }

  static func nothingToPlot(
    _ plot: String, of object: any ScriptObject, at span: Span
  ) -> Diagnostic {
    let summary = object.plots.first { $0.name == plot }?.summary ?? plot
    return Diagnostic(
      .missingValue, "`\(object.name)` has nothing to draw for `\(plot)`", at: span,
      notes: ["`\(plot)` is \(summary)", object.title])
  }
}

extension String {
  /// A path without what stands after the last full stop of its file's name.
  fileprivate var withoutExtension: String {
    guard let dot = lastIndex(of: "."), dot != startIndex, !self[dot...].contains("/") else {
      return self
    }
    return String(self[..<dot])
  }
}
