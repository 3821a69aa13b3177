// SPDX-License-Identifier: Apache-2.0

/// Finds words by their scalars, one after another, with no `String` made.
///
/// All edges of the tree stand in one open-addressing hash table, by node and scalar.
struct ScalarTrie: Sendable {
  private struct Edge {
    /// Node and scalar, plus one; 0 where the place is free.
    var key: UInt64
    var child: Int32
  }

  /// The node that every word begins at.
  static let root: Int32 = 0

  private var edges = [Edge](repeating: Edge(key: 0, child: 0), count: 1 << 10)
  private var edgeCount = 0
  /// The number of the word that ends at each node; -1 for none.
  private var values: [Int32] = [-1]

  /// The node after another by a scalar; nil when no word goes on so.
  func child(of node: Int32, by scalar: Unicode.Scalar) -> Int32? {
    let key = Self.key(node, scalar)
    let edge = edges[place(of: key)]
    return edge.key == key ? edge.child : nil
  }

  /// The number of the word that ends at a node; -1 for none.
  func value(at node: Int32) -> Int32 { values[Int(node)] }

  /// Numbers the word that ends at a node.
  mutating func setValue(_ value: Int32, at node: Int32) { values[Int(node)] = value }

  /// The node after another by a scalar, a new one if there is none yet.
  mutating func insertChild(of node: Int32, by scalar: Unicode.Scalar) -> Int32 {
    let key = Self.key(node, scalar)
    let place = place(of: key)
    if edges[place].key == key { return edges[place].child }
    let child = Int32(truncatingIfNeeded: values.count)
    values.append(-1)
    edges[place] = Edge(key: key, child: child)
    edgeCount += 1
    if edgeCount * 2 > edges.count { grow() }
    return child
  }

  private static func key(_ node: Int32, _ scalar: Unicode.Scalar) -> UInt64 {
    (UInt64(UInt32(bitPattern: node)) << 21 | UInt64(scalar.value)) + 1
  }

  /// The place of an edge, or the free one where it belongs.
  private func place(of key: UInt64) -> Int {
    let mask = edges.count - 1
    let mixed = key &* 0x9E37_79B9_7F4A_7C15
    var place = Int(truncatingIfNeeded: mixed >> 29) & mask
    while edges[place].key != 0, edges[place].key != key { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    let old = edges
    edges = [Edge](repeating: Edge(key: 0, child: 0), count: old.count * 4)
    for edge in old where edge.key != 0 { edges[place(of: edge.key)] = edge }
  }
}
