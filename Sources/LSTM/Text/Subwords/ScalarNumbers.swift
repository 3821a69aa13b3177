// SPDX-License-Identifier: Apache-2.0

/// Numbers by scalars: pages of 256, of which only those exist that hold some.
struct ScalarNumbers: Sendable {
  /// The page of each 256 scalars; the first is empty.
  private var pages = [Int](repeating: 0, count: 0x11_0000 >> 8)
  private var numbers = [Int32](repeating: -1, count: 256)

  /// The number of a scalar, -1 for none.
  subscript(scalar: Unicode.Scalar) -> Int32 {
    get { numbers[pages[Int(scalar.value >> 8)] << 8 | Int(scalar.value & 0xFF)] }
    set {
      let page = Int(scalar.value >> 8)
      if pages[page] == 0 {
        pages[page] = numbers.count >> 8
        numbers.append(contentsOf: repeatElement(-1, count: 256))
      }
      numbers[pages[page] << 8 | Int(scalar.value & 0xFF)] = newValue
    }
  }
}
