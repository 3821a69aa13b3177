// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

/// The path of an array that `make_arrays.py` has written.
func array(_ name: String) -> String { Fixture.path(of: "arrays/" + name) }

/// The numbers that its arrays have.
func cube(isWhole: Bool = false) -> [[[Float]]] {
  (0..<2).map { feature in
    (0..<3).map { row in
      (0..<4).map { step in
        let number = 100 * row + 10 * step + feature
        return isWhole ? Float(number % 120) : Float(number) / 4
      }
    }
  }
}

@Suite struct NPYTests {
  private func read(_ name: String, _ options: FormatOptions = [:]) throws -> Table {
    try Table.read(path: array(name), options: options)
  }

  /// What is wrong with an array of these bytes.
  private func problem(_ bytes: [UInt8]) -> String? {
    guard
      case .badArray(let reason, _)? = fact({
        try withFile(bytes, named: "x.npy") { try Table.read(path: $0, format: .npy) }
      })
    else { return nil }
    return reason
  }

  @Test(arguments: [
    "f2_little", "f4_little", "f4_big", "f8_little", "f8_big", "i1_byte", "i2_little", "i4_little",
    "i8_big", "u1_byte", "u2_big", "u4_little", "u8_little", "fortran", "version2", "version3",
  ])
  func readsEveryType(name: String) throws {
    let rows = try read(name + ".npy")
    #expect(rows.columns == ["x1", "x2"] && rows.lines == [1, 2, 3])
    let expected = cube(isWhole: name.hasPrefix("i") || name.hasPrefix("u"))
    for (feature, column) in rows.columns.enumerated() {
      #expect(try rows.sequences(column).map { Array($0) } == expected[feature])
    }
  }

  @Test func readsArraysOfFewerAxes() throws {
    for name in ["matrix.npy", "fortran_matrix.npy"] {
      #expect(try read(name).sequences("x1").map { Array($0) } == cube()[0])
    }
    #expect(try read("vector.npy").sequences("x1") == [[0], [25], [50]])
    let missing = try read("missing.npy").sequences("x1")
    #expect(missing[0].last?.isNaN == true && missing[2].first == 5)
    #expect(try read("flags.npy").sequences("x1") == [[1, 0], [0, 1], [1, 1]])
  }

  @Test func targetsStandBesideTheArray() throws {
    let classes = try read("f4_little.npy", ["targets": .text("classes.npy")])
    #expect(classes.columns == ["x1", "x2", "target"])
    #expect(try classes.cells("target") == [.text("2"), .text("-1"), .text("2")])
    #expect(DataFormat.npy.use.targetColumns(of: classes.columns) == ["target"])
    let numbers = try read("f4_little.npy", ["targets": .text("numbers.npy")])
    #expect(numbers.columns == ["x1", "x2", "target1", "target2"])
    #expect(DataFormat.npy.use.targetColumns(of: numbers.columns) == ["target1", "target2"])
    #expect(try numbers.numbers("target2") == [1.5, 3.5, 5.5])
    #expect(try read("matrix.npy", ["targets": .text(array("classes.npy"))]).rowCount == 3)
    #expect(
      fact { try read("matrix.npy", ["targets": .text("nothing.npy")]) } == .fileNotFound)
    guard
      case .badArray(let reason, _)? = fact({
        try read("matrix.npy", ["targets": .text("four_axes.npy")])
      })
    else {
      Issue.record("no such targets")
      return
    }
    #expect(reason == "the targets have the shape (2, 2, 2, 2), and the inputs (3, 4)")
  }

  @Test(arguments: [
    ("objects.npy", "objects of Python"), ("complex.npy", "complex numbers"),
    ("texts.npy", "texts"), ("records.npy", "records of several fields"),
  ])
  func whatHoldsNoNumbersIsRefused(name: String, what: String) throws {
    #expect(
      fact { try read(name) }
        == .badArray(
          reason: "the array holds \(what)",
          remedy: "save numbers: `np.save(path, x.astype(np.float32))`"))
  }

  @Test func otherShapesAreRefused() {
    guard case .badArray(let reason, let remedy)? = fact({ try read("four_axes.npy") }) else {
      Issue.record("four axes are read")
      return
    }
    #expect(reason == "the array has the shape (2, 2, 2, 2)" && remedy != nil)
  }

  @Test func damagedFilesAreRefused() throws {
    let whole = try FileReader.bytes(of: array("f4_little.npy"))
    for count in [6, 11, 60, 128, whole.count - 1] {
      #expect(problem(Array(whole[..<count])) == "the array is cut off")
    }
    #expect(problem(whole + [0]) == "more bytes follow the array")
    #expect(problem(Array("no array".utf8)) == "this is not a NumPy array")
    var other = whole
    other[6] = 4
    #expect(
      problem(other) == "the file has version 4 of NumPy's format, and 1 to 3 are read")
  }

  @Test(arguments: ["4611686018427387904, 4", "9223372036854775807", "1000000000, 1000, 10"])
  func absurdShapesAreRefusedBeforeAnythingIsAllocated(shape: String) {
    let text = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(shape),), }"
    let bytes = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(text.utf8.count), 0] + Array(text.utf8)
    #expect(problem(bytes) != nil)
  }

  @Test func infiniteNumbersAreRefused() throws {
    var bytes = try FileReader.bytes(of: array("f4_little.npy"))
    bytes.replaceSubrange(bytes.count - 4..<bytes.count, with: [0, 0, 0x80, 0x7F])
    #expect(
      fact { try withFile(bytes, named: "x.npy") { try Table.read(path: $0) } }
        == .notANumber(line: 3, column: "x2", value: "inf"))
  }

  @Test func packedArraysAreRead() throws {
    let rows = try withFile([], named: "x.npy.gz") { path in
      let bytes = try FileReader.bytes(of: array("f4_little.npy"))
      try FileWriter.write(to: path, isCompressed: true) { put in
        bytes.withUnsafeBytes { put($0) }
      }
      return try Table.read(path: path)
    }
    #expect(try rows.sequences("x2").map { Array($0) } == cube()[1])
  }

  @Test func readsAsManyRowsAsAreWanted() throws {
    #expect(try Table.read(path: array("matrix.npy"), limit: 2).rowCount == 2)
    let some = try Table.read(
      path: array("f4_little.npy"), filter: CellFilter(columns: ["x2"]))
    #expect(try some.sequences("x1") == [[], [], []])
    #expect(try some.sequences("x2").map { Array($0) } == cube()[1])
    #expect(
      fact { try Table.read(path: array("matrix.npy"), shouldStop: { true }) } == .interrupted)
  }
}
