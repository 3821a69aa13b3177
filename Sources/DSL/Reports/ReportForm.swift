// SPDX-License-Identifier: Apache-2.0

/// A file of a page.
struct ReportPart: Hashable {
  let path: String
  let text: String
}

/// A form that a page can have.
protocol ReportForm: Sendable {
  /// How the names of such files end, without the dot.
  static var extensions: [String] { get }

  /// The files of a page, the page itself first; pictures that stand beside it after it.
  ///
  /// - Parameter path: where the page goes.
  func write(_ page: ReportContent, to path: String) -> [ReportPart]
}

/// The forms that there are.
enum ReportForms {
  /// All of them, the usual one first.
  static let all: [any ReportForm] = [HTMLReport(), MarkdownReport(), JupyterReport()]

  /// The endings that name a form, in their order: `html`, `htm`, `md`, `ipynb`.
  static var extensions: [String] { all.flatMap { type(of: $0).extensions } }

  /// The form of a file by the end of its name; nil for one that names none.
  static func form(of path: String) -> (any ReportForm)? {
    let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    return all.first { form in type(of: form).extensions.contains { name.hasSuffix("." + $0) } }
  }
}
