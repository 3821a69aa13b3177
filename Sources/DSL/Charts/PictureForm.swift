// SPDX-License-Identifier: Apache-2.0

/// The kinds of files that a picture is written as.
enum PictureForm: String, Hashable, Sendable, CaseIterable {
  case svg, png, pdf

  /// The kind that the name of a file says; nil for another one.
  init?(of path: String) {
    let path = path.lowercased()
    guard let form = Self.allCases.first(where: { path.hasSuffix(".\($0.rawValue)") }) else {
      return nil
    }
    self = form
  }

  /// As a sentence begins with it.
  var name: String { self == .pdf ? "a PDF" : self == .png ? "a PNG" : "an SVG file" }

  /// What has the libraries on Debian.
  static let packages = "librsvg2-2 and libcairo2"

  /// The library that is missing on this machine for a file of this kind; nil where there is none.
  var missingLibrary: String? { self == .svg ? nil : CairoLibrary.missing }

  /// A picture in SVG as a file of this kind.
  func file(of svg: String, title: String) throws(PictureFailure) -> [UInt8] {
    switch self {
    case .svg: Array(svg.utf8)
    case .png: try CairoLibrary.shared.get().png(of: svg)
    case .pdf: try CairoLibrary.shared.get().pdf(of: svg, title: title)
    }
  }
}

/// Why a picture could not be made.
struct PictureFailure: Error, Hashable {
  /// What went wrong.
  let reason: String
}
