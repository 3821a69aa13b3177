// SPDX-License-Identifier: Apache-2.0

import LSTM

extension Checker {
  /// How many files may be included in all.
  private static let mostIncluded = 1000
  /// How deep files may include one another.
  private static let deepest = 50

  /// The statements of another file, whose relative paths start from its own folder.
  mutating func checkInclude(_ expression: Expression) throws(Diagnostic) {
    guard let path = try path(expression) else { return }
    let found = resolve(path)
    let identity = PlainFile.identity(of: found)
    guard !including.contains(identity), including.count < Self.deepest else {
      throw .includesItself(path, at: expression.span)
    }
    includedFiles += 1
    inputs.insert(found)
    guard includedFiles <= Self.mostIncluded else {
      throw .tooManyIncludes(Self.mostIncluded, at: expression.span)
    }
    let included: SourceText
    do {
      included = try SourceText(name: path, utf8: try PlainFile.bytes(of: found))
    } catch let error as DataError {
      throw .file(error, path, found: found, at: expression.span)
    } catch let error as Diagnostic {
      throw error
    } catch {
      throw .data(DataError(.empty, path: path), at: expression.span)
    }
    including.append(identity)
    let folder = found.lastIndex(of: "/").map { String(found[..<$0]) } ?? "."
    checkAll(Parser.parse(included), of: included, in: folder)
    including.removeLast()
  }
}
