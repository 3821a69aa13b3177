// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// An encoder and a decoder over windows.
@Suite struct DecodeLayerTests {
  /// A series with an input and a calendar that are known ahead.
  private func data() throws -> Dataset {
    var random = RandomValues("a series with an input")
    let numbers = random.floats(80, bound: 1)
    let rows = (0..<40).map {
      ["2024-01-01 00:\($0 < 10 ? "0" : "")\($0)", "\(numbers[$0])", "\(numbers[40 + $0])"]
    }
    let role = SeriesCase.role(history: 5, horizon: 3) { role in
      role.time = ["step"]
      role.calendar = [.minute]
      role.targets[0].column.lags = [6]
      var known = NumberRole.Column("x", fill: .last)
      known.isKnown = true
      role.inputs = [known]
    }
    return try SeriesCase.data(["step", "y", "x"], rows, role)
  }

  private func model(_ data: Dataset, _ form: String = "auto") throws -> Model {
    let gru = try #require(LayerCatalog.entry("gru"))
    let elements = [
      StackElement(gru, Arguments(["units": .integer(4)], for: gru.arguments)),
      StackElement(DecodeLayer.entry, Arguments(for: [])),
      StackElement(gru, Arguments(["units": .integer(3)], for: gru.arguments)),
      StackElement(
        OutputElement.entry,
        Arguments(["activation": .word(form)], for: OutputElement.entry.arguments)),
    ]
    return try Model(elements, inputs: data.inputShapes, targets: data.shapes)
  }

  @Test func aDecoderSharesItsWeightsOverTheSteps() throws {
    let data = try data()
    let model = try model(data)
    #expect(model.layers.map(\.name) == ["inputs1", "gru1", "last1", "decode1", "gru2"])
    // The state, x, y of six steps before and the minute.
    #expect(model.layers[3].output.features == 4 + 1 + 1 + 2)
    #expect(model.heads[0].slots.map(\.spec.count) == [3, 1])
    #expect(try self.model(data, "gaussian").heads[0].slots.map(\.spec.count) == [6, 2])
  }

  @Test(arguments: ["auto", "gaussian"])
  func theGradientIsThatOfTheLoss(form: String) throws {
    let data = try data()
    let network = Network(try model(data, form), seed: 3, compute: Compute(threads: 1))
    let rows = Array(data.splits.train.prefix(4))
    let (examples, shapes) = (data.examples, network.model.heads.map(\.shape))
    let size = PassSize(examples.inputs, rows: rows, batch: 4, isTraining: true)
    network.plan([size])
    let batch = Batch(size, for: network.model)
    batch.fill(examples.inputs, rows: rows[...])
    let aims = network.model.aims(size)
    examples.gather(batch, shapes, into: aims)
    /// The mean loss of the rows.
    func loss() -> Double {
      _ = network.train(batch, aims: aims, dropout: nil, step: 0)
      return aims[0].lossSum / Double(rows.count)
    }
    _ = loss()
    let gradient = (0..<network.weights.count).map { network.gradients.values.base[$0] }
    var worst = 0.0
    for index in stride(from: 0, to: network.weights.count, by: 3) {
      let (old, step) = (network.weights.base[index], Float(1e-2))
      network.weights.base[index] = old + step
      let above = loss()
      network.weights.base[index] = old - step
      let below = loss()
      network.weights.base[index] = old
      let slope = (above - below) / Double(2 * step)
      worst = max(worst, abs(slope - Double(gradient[index])) / max(1, abs(slope)))
    }
    #expect(worst < 5e-3)
  }

  @Test func whatIsKnownOfTheHorizonReachesTheForecast() throws {
    let data = try data()
    let network = Network(try model(data), seed: 3, compute: Compute(threads: 1))
    let worker = PredictionWorker(network, for: [data.task])
    let windows = try #require(data.windows)
    let row = data.splits.valid[0]
    let answers = try #require(try worker.answers(windows.columns, rows: [row]))
    let own = try #require(answers[0] as? ForecastAnswers)
    let forecast = own.forecast(0, 0, of: row, levels: [], windows).center
    var values = windows.grid.values
    values[1][windows.windows[row].origin + 2] += 5
    let changed = WindowInput(
      windows.grid.with(values), windows.windows, windows.role, windows.transform,
      trainedSteps: windows.trainedSteps)
    let others = try #require(try worker.answers(changed.columns, rows: [row]))
    let other = try #require(others[0] as? ForecastAnswers)
    let moved = other.forecast(0, 0, of: row, levels: [], changed).center
    #expect(moved != forecast)
  }
}
