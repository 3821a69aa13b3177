// SPDX-License-Identifier: Apache-2.0

import LSTM

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A journal as it is kept while a script trains, so that a page can be made of it after all: whole, or
/// as far as the script came before it was killed.
public struct SavedJournal {
  /// The version of the file; it stands in it.
  private static let version = 1

  /// What a file holds.
  private struct File: Codable {
    var version = SavedJournal.version
    let facts: ReportContent.Facts
    let journal: Journal
  }

  let facts: ReportContent.Facts
  let journal: Journal

  /// How the names of such files end.
  static let ending = ".journal"

  /// The names of the journals in a folder, the oldest first: they begin with the second in which the
  /// script began to train.
  static func files(in folder: String) -> [String] {
    Folder.names(in: folder).filter { $0.hasSuffix(ending) }
      .sorted()
  }

  /// The path of the newest journal in a folder; nil where there is none.
  public static func last(in folder: String) -> String? {
    files(in: folder).last.map { "\(folder)/\($0)" }
  }

  init(_ journal: Journal, _ facts: ReportContent.Facts) {
    (self.journal, self.facts) = (journal, facts)
  }

  /// Reads what was kept.
  ///
  /// Throws a diagnostic that says why the file cannot be read.
  public init(path: String) throws(Diagnostic) {
    let bytes: [UInt8]
    do {
      bytes = try PlainFile.bytes(of: path)
    } catch {
      throw .data(error, at: nil)
    }
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard let file = try? decoder.decode(File.self, from: Data(bytes)),
      file.version == Self.version
    else { throw .noJournal(path) }
    (facts, journal) = (file.facts, file.journal)
  }

  /// Writes a page of it; the end of the path names the form.
  ///
  /// - Returns: how many bytes were written.
  public func writePage(to path: String) throws(Diagnostic) -> Int {
    try ReportPart.write(ReportContent(journal, facts), to: path, shown: path, at: nil)
  }

  /// The bytes of the file.
  func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return Array(try encoder.encode(File(facts: facts, journal: journal)))
  }
}

extension ReportPart {
  /// Writes the files of a page, the page itself last.
  ///
  /// - Returns: how many bytes were written.
  static func write(
    _ page: ReportContent, to path: String, shown: String, at span: Span?
  ) throws(Diagnostic) -> Int {
    guard let form = ReportForms.form(of: path) else { throw .pageHasNoForm(shown, at: span) }
    let files = form.write(page, to: path)
    if let picture = files.dropFirst().first {
      let folder = String(
        picture.path[..<(picture.path.lastIndex(of: "/") ?? picture.path.endIndex)])
      if let reason = Folder.make(folder) {
        throw .unwritable(folder, reason: reason, at: span)
      }
    }
    var bytes = 0
    for file in files.dropFirst() + files.prefix(1) {
      do {
        try FileWriter.write(Array(file.text.utf8), to: file.path)
      } catch {
        throw .unwritable(shown, reason: error.reason, at: span)
      }
      bytes += file.text.utf8.count
    }
    return bytes
  }
}
