// SPDX-License-Identifier: Apache-2.0

/// Gives the rows of a file, or of a folder, one after the other.
protocol RowSource {
  /// Calls `body` with one row after the other until it returns false.
  ///
  /// Throws whatever is wrong with what is read, and what `body` and `onRead` throw.
  ///
  /// - Parameter onRead: told after each read how many bytes there were so far; what it throws ends
  ///   the reading.
  mutating func forEachRow(
    onRead: (Int) throws(DataError) -> Void, _ body: (Row) throws(DataError) -> Bool
  ) throws(DataError)
}

/// What rows are wanted of.
struct RowRequest {
  /// The file or the folder.
  let path: String
  /// The options of its format.
  let options: FormatOptions
  /// The cells that are wanted; nil for all.
  let filter: CellFilter?
  /// How many rows are wanted at most.
  var limit = Int.max

  /// Adds the file to a fact.
  func naming<Result>(
    _ body: () throws(DataError.Fact) -> Result
  ) throws(DataError) -> Result {
    do throws(DataError.Fact) {
      return try body()
    } catch {
      throw DataError(error, path: path)
    }
  }

  /// A path that an option gives: beside the file of the request, unless it begins with a slash.
  func beside(_ other: String) -> String {
    guard !other.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return other }
    return path[...slash] + other
  }
}
