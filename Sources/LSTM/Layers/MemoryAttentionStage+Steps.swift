// SPDX-License-Identifier: Apache-2.0

/// What attention needs beside the rest where it goes step by step.
struct AttentionSteps {
  /// Where the queries of a step stand, and those that they look at.
  var places = AttentionPlaces()
  /// The number of the signal that these are of.
  var number = 0
  /// How the rows of a step stand.
  var layout = BatchLayout(sortedLengths: [])
  /// Queries, weights and contexts of a step, row by row of the encoder, and the gradients.
  let queries = Buffer()
  let weights = Buffer()
  let contexts = Buffer()
  let dContexts = Buffer()
  let dQueries = Buffer()
  /// The weights of all steps, as the steps stand in the layout of the decoder.
  let allWeights = Buffer()
  /// What is given, what looks, and the gradients of what both are joined to.
  var input = Matrix.empty
  var allQueries = Matrix.empty
  var dJoined = Matrix.empty
  var dQuery = Matrix.empty

  /// Takes the rows that have a step.
  mutating func take(_ step: Int, of batch: BatchLayout) {
    layout.fill(step: step, of: batch)
    places.takeQueries(layout)
  }
}

/// A step looks at what was read as soon as it is there. The gradient of what was read is one sum over all steps
/// at the end; on the way back a step only finds that of its queries.
extension MemoryAttentionStage: SteppedStage {
  func planSteps(_ size: PassSize, _ memory: MemoryPlan) {
    plan(size, memory)
    let read = size.read ?? AxisSize(steps: size.steps, total: size.total)
    let step = PassSize(
      rows: size.rows, steps: 1, total: size.rows, isTraining: size.isTraining)
    steps.places.reserve(queries: step, read: read, rows: size.rows)
    steps.layout.reserve(step)
    memory.reserve(steps.queries, size.rows * depth)
    memory.reserve(steps.weights, size.rows * heads * read.steps)
    memory.reserve(steps.contexts, size.rows * self.memory)
    memory.reserve(steps.allWeights, size.total * heads * read.steps)
    guard size.isTraining else { return }
    memory.reserve(steps.dContexts, size.rows * self.memory)
    memory.reserve(steps.dQueries, size.rows * depth)
  }

  func beginSteps(_ input: Matrix, _ pass: Pass) -> Matrix {
    takePlaces(pass)
    if steps.number != number {
      steps.number = number
      steps.places.takeKeys(encoder(pass), panelWidth: pass.compute.kernels.panelWidth)
    }
    steps.input = input
    steps.allQueries = query?.beginSteps(input, pass) ?? input
    return output.beginSteps(joined.matrix(input.rows, memory + features), pass)
  }

  func forward(step: Int, _ pass: Pass) {
    query?.forward(step: step, pass)
    steps.take(step, of: pass.batch)
    let places = steps.places
    let input = steps.input.rows(of: step, pass.batch)
    let queries = steps.queries.matrix(input.rows, depth)
    queries.gather(places.queries, of: steps.allQueries.rows(of: step, pass.batch))
    let weights = steps.weights.matrix(input.rows, heads * places.mostKeys)
    let contexts = steps.contexts.matrix(input.rows, memory)
    let parts = parts(pass)
    pass.compute.pool.run(
      parts.count,
      Look(
        work: work(places, queries, pass), parts: parts, weights: weights, contexts: contexts))
    weights.scatter(places.queries, to: allWeights.rows(of: step, pass.batch))
    let both = joined.matrix(steps.input.rows, memory + features).rows(of: step, pass.batch)
    contexts.scatter(places.queries, to: both.columns(0, memory))
    both.columns(memory, features).copy(from: input)
    output.forward(step: step, pass)
  }

  private var allWeights: Matrix {
    steps.allWeights.matrix(steps.input.rows, heads * places.mostKeys)
  }

  func endSteps(_ pass: Pass) {
    weightRows.matrix(steps.input.rows, heads * places.mostKeys)
      .gather(places.queries, of: allWeights)
  }

  func beginStepsBack(_ gradient: Matrix, _ pass: Pass) -> Matrix {
    steps.dJoined = output.beginStepsBack(gradient, pass)
    let back = queryBack.matrix(gradient.rows, depth)
    steps.dQuery = query?.beginStepsBack(back, pass) ?? back
    additive?.beginBackward(keys: places.keys.count, rows: parts(pass).rows)
    return inputGradient.matrix(gradient.rows, features)
  }

  func backward(step: Int, _ pass: Pass) {
    output.backward(step: step, pass)
    steps.take(step, of: pass.batch)
    let places = steps.places
    let both = steps.dJoined.rows(of: step, pass.batch)
    let queries = steps.queries.matrix(both.rows, depth)
    queries.gather(places.queries, of: steps.allQueries.rows(of: step, pass.batch))
    let weights = steps.weights.matrix(both.rows, heads * places.mostKeys)
    weights.gather(places.queries, of: allWeights.rows(of: step, pass.batch))
    let dContexts = steps.dContexts.matrix(both.rows, memory)
    dContexts.gather(places.queries, of: both.columns(0, memory))
    let dQueries = steps.dQueries.matrix(both.rows, depth)
    let parts = parts(pass)
    pass.compute.pool.run(
      parts.count,
      LookBack(
        work: work(places, queries, pass), parts: parts, weights: weights, dContexts: dContexts,
        dQueries: dQueries, dKeys: keyGradient.matrix(places.keys.count, memory)))
    let back = queryBack.matrix(steps.input.rows, depth).rows(of: step, pass.batch)
    dQueries.scatter(places.queries, to: back)
    query?.backward(step: step, pass)
    let dInput = inputGradient.matrix(steps.input.rows, features).rows(of: step, pass.batch)
    dInput.copy(from: both.columns(memory, features))
    dInput.add(steps.dQuery.rows(of: step, pass.batch))
  }

  func endStepsBack(_ pass: Pass) {
    queryRows.matrix(steps.input.rows, depth).gather(places.queries, of: steps.allQueries)
    lookBack(steps.dJoined.columns(0, memory), pass)
    query?.endStepsBack(pass)
    output.endStepsBack(pass)
  }
}
