// SPDX-License-Identifier: Apache-2.0

/// Queries and keys of a pass, those of each row of the encoder one after the other.
struct AttentionWork {
  let compute: Compute
  let places: AttentionPlaces
  let heads: Int
  /// Features of what is looked at that belong to a head.
  let features: Int
  /// `[steps of the encoder, heads · features]`.
  let keys: Matrix
  /// `[steps of the decoder, heads · features]`, or as long as an additive score has it.
  let queries: Matrix
  /// The keys of each row and head, transposed, as the right operand of a product; and as they are.
  let keyPanels: UnsafeMutablePointer<Float>
  let valuePanels: UnsafeMutablePointer<Float>
  /// How scores are made where they are no products; nil where they are.
  let additive: AdditiveWork?

  private var kernels: KernelTable { compute.kernels }
  private var width: Int { kernels.panelWidth }
  /// Panels of the features of a head.
  private var featurePanels: Int { Compute.panelCount(features, width) }

  /// What the scores of several heads are multiplied by.
  private var scale: Float { heads > 1 ? 1 / Float(features).squareRoot() : 1 }

  /// Where the transposed keys of a row and head begin.
  private func keyPanel(_ row: Int, _ head: Int) -> UnsafeMutablePointer<Float> {
    let first = places.panelStarts[row]
    let own = places.panelStarts[row + 1] - first
    return keyPanels + (first * heads + own * head) * width * features
  }

  /// Where the keys of a row and head begin as they are.
  private func valuePanel(_ row: Int, _ head: Int) -> UnsafeMutablePointer<Float> {
    let keys = places.keys(of: row)
    return valuePanels + (keys.lowerBound * heads + keys.count * head) * featurePanels * width
  }

  /// Packs the keys of a row.
  func pack(_ row: Int) {
    let range = places.keys(of: row)
    let count = range.count
    for head in 0..<heads {
      let own = keys.rows(range.lowerBound, count).columns(head * features, features)
      if additive == nil {
        let panel = keyPanel(row, head)
        for first in stride(from: 0, to: count, by: width) {
          kernels.packPanelsTransposed(
            features, min(width, count - first), own.row(first), own.stride,
            panel + first * features)
        }
      }
      kernels.packPanels(
        count, features, own.base, own.stride, count * width, valuePanel(row, head))
    }
  }

  /// Writes what the queries of a row look at, and what they see.
  ///
  /// - Parameter scratch: room for as much as `scratch` says.
  func look(
    _ row: Int, _ weights: Matrix, _ contexts: Matrix, _ scratch: UnsafeMutablePointer<Float>
  ) {
    let (range, keys) = (places.queries(of: row), places.keys(of: row))
    guard !range.isEmpty else { return }
    for head in 0..<heads {
      let own = weights.rows(range.lowerBound, range.count)
        .columns(head * places.mostKeys, keys.count)
      if let additive {
        additive.score(queries, range, keys, into: own, scratch, kernels)
      } else {
        let query = queries.rows(range.lowerBound, range.count).columns(head * features, features)
        multiply(query, keyPanel(row, head), depth: features, into: own)
      }
      for at in 0..<own.rows {
        if heads > 1 { for key in 0..<keys.count { own.row(at)[key] *= scale } }
        _ = kernels.softmax(keys.count, own.row(at), 1)
      }
      multiply(
        own, valuePanel(row, head), depth: keys.count,
        into: contexts.rows(range.lowerBound, range.count).columns(head * features, features))
    }
  }

  /// C = A·B, or C += A·B, with B in panels of `depth` rows.
  private func multiply(
    _ a: Matrix, _ panels: UnsafePointer<Float>, depth: Int, adding: Bool = false, into c: Matrix
  ) {
    kernels.multiply(
      a.rows, c.columns, depth, a.base, a.stride, panels, width, depth * width,
      adding ? UnsafePointer(c.base) : nil, adding ? c.stride : 0, c.base, c.stride)
  }

  // MARK: Backward

  /// How many floats a thread needs for itself.
  ///
  /// - Parameters:
  ///   - queries: steps of a decoder that look at a row, at most; keys: steps of a row of an encoder.
  ///   - features: those of a head; units: those of an additive score, or 0.
  static func scratch(queries: Int, keys: Int, features: Int, units: Int, width: Int) -> Int {
    units + 2 * queries * keys + queries * Compute.panelCount(features, width) * width
  }

  /// Goes back through `look`: writes the gradients of the queries and of the keys of a row.
  func lookBack(
    _ row: Int, _ weights: Matrix, _ dContexts: Matrix, _ dQueries: Matrix, _ dKeys: Matrix,
    _ scratch: UnsafeMutablePointer<Float>
  ) {
    let hidden = scratch
    let scratch = scratch + (additive?.units ?? 0)
    let (range, keys) = (places.queries(of: row), places.keys(of: row))
    let own = dKeys.rows(keys.lowerBound, keys.count)
    guard !range.isEmpty else { return own.fill(0) }
    let count = range.count
    let slopes = Matrix(base: scratch, rows: count, columns: keys.count, stride: keys.count)
    let turned = Matrix(
      base: scratch + count * keys.count, rows: keys.count, columns: count, stride: count)
    let panels = scratch + 2 * count * keys.count
    for head in 0..<heads {
      let shares = weights.rows(range.lowerBound, count)
        .columns(head * places.mostKeys, keys.count)
      let seen = dContexts.rows(range.lowerBound, count).columns(head * features, features)
      let target = own.columns(head * features, features)
      // dA = dC·Mᵀ; dM = Aᵀ·dC.
      if additive == nil {
        multiply(seen, keyPanel(row, head), depth: features, into: slopes)
      } else {
        dots(seen, self.keys.rows(keys.lowerBound, keys.count), into: slopes)
      }
      pack(seen, panels)
      turned.transpose(shares)
      multiply(turned, panels, depth: count, into: target)
      // Through the softmax: dS = A ⊙ (dA - Σ A·dA).
      for at in 0..<count {
        let (slope, share) = (slopes.row(at), shares.row(at))
        var mean: Float = 0
        for key in 0..<keys.count { mean += share[key] * slope[key] }
        for key in 0..<keys.count { slope[key] = scale * share[key] * (slope[key] - mean) }
      }
      if let additive {
        additive.scoreBack(slopes, queries, range, row, keys, dQueries, hidden, kernels)
        continue
      }
      // dQ = dS·M; dM += dSᵀ·Q.
      multiply(
        slopes, valuePanel(row, head), depth: keys.count,
        into: dQueries.rows(range.lowerBound, count).columns(head * features, features))
      pack(queries.rows(range.lowerBound, count).columns(head * features, features), panels)
      turned.transpose(slopes)
      multiply(turned, panels, depth: count, adding: true, into: target)
    }
  }

  private func pack(_ rows: Matrix, _ panels: UnsafeMutablePointer<Float>) {
    kernels.packPanels(rows.rows, features, rows.base, rows.stride, rows.rows * width, panels)
  }

  private func dots(_ a: Matrix, _ b: Matrix, into c: Matrix) {
    for i in 0..<a.rows {
      for j in 0..<b.rows { c.row(i)[j] = kernels.dot(a.columns, a.row(i), b.row(j)) }
    }
  }
}

extension Matrix {
  /// Takes the transpose of another matrix.
  fileprivate func transpose(_ other: Matrix) {
    for r in 0..<rows {
      let to = row(r)
      for c in 0..<columns { to[c] = other.row(c)[r] }
    }
  }
}

/// The keys of each row packed.
struct Pack: SharedWork {
  let work: AttentionWork

  func run(_ part: Int) { work.pack(part) }
}

/// Some rows of the encoder for each thread, and room of its own.
struct AttentionParts {
  let count: Int
  let rows: Int
  let scratch: UnsafeMutablePointer<Float>
  /// Floats of that room.
  let size: Int

  func forEachRow(of part: Int, _ body: (_ row: Int, UnsafeMutablePointer<Float>) -> Void) {
    for row in Compute.part(part, of: count, in: rows) { body(row, scratch + part * size) }
  }
}

/// Each row of the encoder looked at.
struct Look: SharedWork {
  let work: AttentionWork
  let parts: AttentionParts
  let weights: Matrix
  let contexts: Matrix

  func run(_ part: Int) {
    parts.forEachRow(of: part) { work.look($0, weights, contexts, $1) }
  }
}

/// The way back.
struct LookBack: SharedWork {
  let work: AttentionWork
  let parts: AttentionParts
  let weights: Matrix
  let dContexts: Matrix
  let dQueries: Matrix
  let dKeys: Matrix

  func run(_ part: Int) {
    parts.forEachRow(of: part) { work.lookBack($0, weights, dContexts, dQueries, dKeys, $1) }
  }
}
