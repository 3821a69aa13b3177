// SPDX-License-Identifier: Apache-2.0

import DSL
import Glibc

/// `lstm run PAGE --update`: runs a page of Markdown and writes what its fences print below them, or says
/// whether that stands there already.
struct PageUpdate {
  let path: String
  let page: PageOutputs
  let sink: PageSink
  /// Whether nothing is to be written.
  let checks: Bool

  /// An update of a page; nil for a script.
  init?(path: String, source: SourceText, checks: Bool) {
    guard let page = PageOutputs(source) else { return nil }
    (self.path, self.page, self.checks) = (path, page, checks)
    sink = PageSink(page)
  }

  private var folder: String { PageOutputs.folder(of: path) }

  /// What is to be done when the page has run with some status.
  ///
  /// What failed is written as far as it came, as a notebook has it. What did not check has not run, and of
  /// what was interrupted only a part is known.
  func finish(_ status: ExitStatus, in conversation: Conversation) -> ExitStatus {
    switch status {
    case .usage, .invalidScript, .interrupted, .terminated: return status
    case .success, .runtimeFailure, .assertionFailed, .diverged: break
    }
    let text = page.text(with: sink.outputs)
    let isSame = checks ? compare(text, conversation) : write(text, conversation)
    return status == .success && !isSame ? .runtimeFailure : status
  }

  // MARK: Comparing

  /// Whether everything stands there as it would be written; tells the first line that does not.
  private func compare(_ text: String, _ conversation: Conversation) -> Bool {
    if let found = PageOutputs.firstDifference(page.file, text) {
      conversation.complain(
        "\(path):\(found.line) is not what the page prints now\n"
          + "  it has:  \(Self.shown(found.one))\n  now:     \(Self.shown(found.other))")
      return false
    }
    for picture in sink.pictures {
      let name = "\(folder)/\(picture.file)"
      guard let old = PageFiles.text(of: name) else {
        conversation.complain("\(name) is missing")
        return false
      }
      if let found = PageOutputs.firstDifference(old, picture.svg) {
        conversation.complain("\(name):\(found.line) is not what the page draws now")
        return false
      }
    }
    if let idle = idlePictures.first {
      conversation.complain("\(folder)/\(idle) belongs to no fence")
      return false
    }
    return true
  }

  private static func shown(_ line: String?) -> String {
    guard let line else { return "(nothing: the file ends)" }
    let plain = TextFitting.singleLine(line).trimmingBlanks()
    return plain.isEmpty ? "(an empty line)" : TextFitting.cut(plain, to: 90)
  }

  /// Pictures of an earlier update that no fence draws now.
  private var idlePictures: [String] {
    let drawn = Set(sink.pictures.map(\.file))
    return Folder.names(in: folder).filter { PageSink.isPicture($0) && !drawn.contains($0) }
      .sorted()
  }

  // MARK: Writing

  /// Writes what has changed; tells what could not be written.
  private func write(_ text: String, _ conversation: Conversation) -> Bool {
    guard PageFiles.text(of: path)?.utf8.elementsEqual(page.file.utf8) == true else {
      conversation.complain("\(path) has changed while it ran: nothing is written; run it again")
      return false
    }
    var changed = 0
    do throws(Diagnostic) {
      if !sink.pictures.isEmpty, let reason = Folder.make(folder) {
        conversation.complain("the folder \(folder) cannot be made: \(reason)")
        return false
      }
      for picture in sink.pictures {
        changed += try write(picture.svg, to: "\(folder)/\(picture.file)")
      }
      changed += try write(text, to: path)
    } catch {
      conversation.show(.diagnostic(error))
      return false
    }
    for idle in idlePictures {
      if unlink("\(folder)/\(idle)") == 0 { changed += 1 }
    }
    // Only an empty folder goes.
    if sink.pictures.isEmpty { rmdir(folder) }
    conversation.show(
      .progress(changed == 0 ? "\(path) is as it was" : "\(path): the outputs are written"))
    return true
  }

  /// Writes a file unless it holds the text already; how many were written.
  private func write(_ text: String, to path: String) throws(Diagnostic) -> Int {
    if PageFiles.text(of: path)?.utf8.elementsEqual(text.utf8) == true { return 0 }
    try TextFile.write(text, to: path)
    return 1
  }
}

/// Files as they are.
private enum PageFiles {
  /// The text of a file, its byte order mark included; nil where there is none that can be read.
  static func text(of path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return FileDescriptor.readAll(from: descriptor, maximum: ScriptFile.maximumBytes)
      .map { String(decoding: $0, as: UTF8.self) }
  }
}
