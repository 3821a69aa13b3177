// SPDX-License-Identifier: Apache-2.0

/// The attention of a decoder at work: products of queries and keys row by row of the encoder, which threads
/// share; a row's sums are one thread's, so results do not depend on how many there are.
final class MemoryAttentionStage: Stage {
  let handover: Handover
  let heads: Int
  let features: Int
  let memory: Int
  let query: DenseStage?
  let additive: AdditiveScore?
  let output: DenseStage
  private let site: Site

  private(set) var places = AttentionPlaces()
  /// What goes step by step needs beside the rest.
  var steps = AttentionSteps()
  /// The number of the signal that the keys are of.
  private(set) var number = 0
  /// What is looked at, row by row of the encoder; and the same as the right operand of products.
  private let keyRows = Buffer()
  private let keyPanels = Buffer()
  private let valuePanels = Buffer()
  /// What looks at it, row by row of the encoder.
  let queryRows = Buffer()
  let weightRows = Buffer()
  let contextRows = Buffer()
  let joined = Buffer()
  let inputGradient = Buffer()
  let contextGradient = Buffer()
  let queryGradient = Buffer()
  let queryBack = Buffer()
  let keyGradient = Buffer()
  private let scratch = Buffer()

  init(_ layer: MemoryAttentionLayer, _ site: Site, width: Int) {
    self.site = site
    handover = site.handover ?? Handover(.sequence(features: layer.memory))
    heads = layer.heads
    features = site.input.features
    memory = layer.memory
    let slots = site.slots
    query =
      layer.score == .dot
      ? nil
      : DenseStage(
        weight: slots[0], bias: nil, input: site.input,
        units: layer.score == .general ? memory : width, activation: .linear)
    additive =
      layer.score == .additive
      ? AdditiveScore(
        key: slots[1], bias: slots[2], vector: slots[3], memory: handover.flow, units: width)
      : nil
    output = DenseStage(
      weight: slots[slots.count - 2], bias: slots[slots.count - 1],
      input: .sequence(features: memory + features), units: width, activation: .tanh)
  }

  /// How long a query is.
  var depth: Int { additive?.units ?? memory }

  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    let read = size.read ?? AxisSize(steps: size.steps, total: size.total)
    places.reserve(queries: size, read: read, rows: size.rows)
    let width = memory.panelWidth
    memory.reserve(keyRows, read.total * self.memory)
    if additive == nil {
      memory.reserve(keyPanels, (read.total + size.rows * (width - 1)) * self.memory)
    }
    memory.reserve(valuePanels, read.total * valueColumns(width))
    memory.reserve(weightRows, size.total * heads * read.steps)
    memory.reserve(
      scratch, memory.threads * scratchSize(queries: size.steps, keys: read.steps, width))
    additive?.plan(size, read, memory)
    query?.plan(size, memory)
    output.plan(size, memory)
    memory.reserve(joined, size.total * (self.memory + features))
    memory.reserve(queryRows, size.total * depth)
    memory.reserve(contextRows, size.total * self.memory)
    guard size.isTraining else { return }
    memory.reserve(keyGradient, read.total * self.memory)
    memory.reserve(inputGradient, size.total * features)
    memory.reserve(contextGradient, size.total * self.memory)
    memory.reserve(queryGradient, size.total * depth)
    memory.reserve(queryBack, size.total * depth)
  }

  /// Columns of all panels of the values of a step.
  private func valueColumns(_ width: Int) -> Int {
    heads * Compute.panelCount(memory / heads, width) * width
  }

  /// Floats that a thread needs for itself.
  private func scratchSize(queries: Int, keys: Int, _ width: Int) -> Int {
    AttentionWork.scratch(
      queries: queries, keys: keys, features: memory / heads, units: additive?.units ?? 0,
      width: width)
  }

  /// The rows of the encoder shared out, each thread with room of its own.
  func parts(_ pass: Pass) -> AttentionParts {
    let size = scratchSize(
      queries: places.mostQueries, keys: places.mostKeys, pass.compute.kernels.panelWidth)
    scratch.reserve(size * pass.compute.threads)
    return AttentionParts(
      count: pass.compute.threads, rows: places.keyStarts.count - 1, scratch: scratch.base,
      size: size)
  }

  var attention: MemoryAttentionStage? { self }

  // MARK: Forward

  func forward(_ input: Matrix, _ pass: Pass) -> Matrix {
    takePlaces(pass)
    let queries = queryRows.matrix(input.rows, depth)
    queries.gather(places.queries, of: query?.forward(input, pass) ?? input)
    let weights = weightRows.matrix(input.rows, heads * places.mostKeys)
    let contexts = contextRows.matrix(input.rows, memory)
    let parts = parts(pass)
    let work = work(places, queries, pass)
    pass.compute.pool.run(
      parts.count, Look(work: work, parts: parts, weights: weights, contexts: contexts))
    let both = joined.matrix(input.rows, memory + features)
    contexts.scatter(places.queries, to: both.columns(0, memory))
    both.columns(memory, features).copy(from: input)
    return output.forward(both, pass)
  }

  /// Takes where the steps of the decoder stand, and those of the encoder unless they are what they were.
  func takePlaces(_ pass: Pass) {
    takeKeys(encoder(pass), pass)
    places.takeQueries(pass.batch)
  }

  /// How the steps stand that the encoder read.
  func encoder(_ pass: Pass) -> BatchLayout {
    pass.layouts[(handover.flow.axis ?? .leading).number]
  }

  /// Takes what the encoder gave, unless it is what it was.
  private func takeKeys(_ encoder: BatchLayout, _ pass: Pass) {
    guard number != handover.number else { return }
    number = handover.number
    let width = pass.compute.kernels.panelWidth
    places.takeKeys(encoder, panelWidth: width)
    keyRows.matrix(encoder.total, memory).gather(places.keys, of: handover.signal)
    if additive == nil { keyPanels.reserve(places.panelStarts[encoder.rows] * width * memory) }
    valuePanels.reserve(encoder.total * valueColumns(width))
    additive?.takeKeys(places.keys, of: handover.signal, pass)
    pass.compute.pool.run(encoder.rows, Pack(work: work(places, .empty, pass)))
  }

  /// What threads share of queries that stand as some places say.
  func work(_ places: AttentionPlaces, _ queries: Matrix, _ pass: Pass) -> AttentionWork {
    AttentionWork(
      compute: pass.compute, places: places, heads: heads, features: memory / heads,
      keys: keyRows.matrix(places.keys.count, memory), queries: queries,
      keyPanels: keyPanels.base, valuePanels: valuePanels.base, additive: additive?.work(pass))
  }

  // MARK: Backward

  func backward(_ gradient: Matrix, _ pass: Pass) -> Matrix? {
    guard let both = output.backward(gradient, pass) else { return nil }
    let dInput = inputGradient.matrix(both.rows, features)
    dInput.copy(from: both.columns(memory, features))
    let dQueries = lookBack(both.columns(0, memory), pass)
    let back = queryBack.matrix(both.rows, depth)
    dQueries.scatter(places.queries, to: back)
    dInput.add(query?.backward(back, pass) ?? back)
    return dInput
  }

  /// Adds the gradient of what was looked at, and returns that of the queries, row by row of the encoder.
  @discardableResult
  func lookBack(_ gradient: Matrix, _ pass: Pass) -> Matrix {
    let dContexts = contextGradient.matrix(gradient.rows, memory)
    dContexts.gather(places.queries, of: gradient)
    let dKeys = keyGradient.matrix(places.keys.count, memory)
    let dQueries = queryGradient.matrix(gradient.rows, depth)
    let parts = parts(pass)
    additive?.beginBackward(keys: places.keys.count, rows: parts.rows)
    let work = work(places, queryRows.matrix(gradient.rows, depth), pass)
    pass.compute.pool.run(
      parts.count,
      LookBack(
        work: work, parts: parts,
        weights: weightRows.matrix(gradient.rows, heads * places.mostKeys), dContexts: dContexts,
        dQueries: dQueries, dKeys: dKeys))
    dKeys.scatterAdding(places.keys, to: handover.gradient)
    additive?.finishBackward(places.keys, rows: parts.rows, to: handover.gradient, pass)
    return dQueries
  }

  /// What the steps of the last pass looked at, the mean over the heads: `[steps, steps of the encoder]` of a
  /// row of the encoder, the steps of the decoder in their order.
  func weights(of row: Int) -> [[Float]] {
    let count = places.keys(of: row).count
    return places.queries(of: row).map { weights(at: $0, keys: count) }
  }

  /// What one step of the last pass looked at, by its place and the row of the encoder that it is of.
  func weights(ofPlace place: Int, origin: Int) -> [Float] {
    guard let at = places.queries(of: origin).first(where: { places.queries[$0] == place }) else {
      return []
    }
    return weights(at: at, keys: places.keys(of: origin).count)
  }

  /// The weights of a step, by its place among those that follow one another.
  private func weights(at place: Int, keys: Int) -> [Float] {
    let own = weightRows.base + place * heads * places.mostKeys
    return (0..<keys).map { key in
      (0..<heads).reduce(0) { $0 + own[$1 * places.mostKeys + key] } / Float(heads)
    }
  }
}
