// SPDX-License-Identifier: Apache-2.0

import Glibc

@testable import REPL

/// A folder that is there for as long as a test needs it.
final class TemporaryFolder {
  /// Where it is.
  let path: String

  /// Makes the folder.
  init() throws {
    var template = Array("/tmp/lstm-tests-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw PseudoTerminal.Failure.system(errno) }
    path = template.withUnsafeBufferPointer { buffer in
      String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
  }

  deinit {
    Self.removeAll(path)
  }

  /// Writes a file and returns its path.
  func write(_ text: String, to name: String) throws -> String {
    try write(bytes: Array(text.utf8), to: name)
  }

  /// The text of a file in it.
  func text(of name: String) throws -> String { try Self.text(at: "\(path)/\(name)") }

  /// The text of any file.
  static func text(at path: String) throws -> String {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw PseudoTerminal.Failure.system(errno) }
    defer { close(descriptor) }
    guard let bytes = FileDescriptor.readAll(from: descriptor, maximum: 1 << 26) else {
      throw PseudoTerminal.Failure.system(errno)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Writes a file and returns its path.
  func write(bytes: [UInt8], to name: String) throws -> String {
    let file = "\(path)/\(name)"
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard descriptor >= 0 else { throw PseudoTerminal.Failure.system(errno) }
    defer { close(descriptor) }
    guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
      throw PseudoTerminal.Failure.system(errno)
    }
    return file
  }

  private static func removeAll(_ path: String) {
    if unlink(path) == 0 { return }
    guard let folder = opendir(path) else { return }
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { removeAll("\(path)/\(name)") }
    }
    closedir(folder)
    rmdir(path)
  }
}
