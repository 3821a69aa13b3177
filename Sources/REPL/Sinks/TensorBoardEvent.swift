// SPDX-License-Identifier: Apache-2.0

/// An event of TensorBoard's files, as a message of Protocol Buffers.
struct TensorBoardEvent {
  /// What happened.
  enum Content {
    /// The first event of a file.
    case version
    /// Numbers by their tags.
    case scalars([(tag: String, value: Double)])
    /// A text in Markdown.
    case text(tag: String, String)
  }

  /// Seconds since 1970.
  let time: Double
  /// The epoch.
  var step = 0
  /// What happened.
  let content: Content

  /// The numbers of the fields and values in the schema of TensorBoard (event.proto, summary.proto, tensor.proto).
  private enum Field {
    static let (time, step, version, summary) = (1, 2, 3, 5)
    static let (value, tag, number, tensor, metadata) = (1, 1, 2, 8, 9)
    static let (plugin, pluginName, dataClass) = (1, 1, 4)
    static let (type, shape, texts) = (1, 2, 8)
    static let (textType, tensorClass) = (7, 2)
  }

  /// The message.
  var bytes: [UInt8] {
    var event = ProtobufWriter()
    event.put(Field.time, time)
    if step != 0 { event.put(Field.step, step) }
    switch content {
    case .version: event.put(Field.version, "brain.Event:2")
    case .scalars(let values):
      event.put(Field.summary) { summary in
        for (tag, value) in values {
          summary.put(Field.value) {
            $0.put(Field.tag, tag)
            $0.put(Field.number, Float(value))
          }
        }
      }
    case .text(let tag, let text):
      event.put(Field.summary) { summary in
        summary.put(Field.value) { value in
          value.put(Field.tag, tag)
          value.put(Field.tensor) { tensor in
            tensor.put(Field.type, Field.textType)
            tensor.put(Field.shape) { _ in }
            tensor.put(Field.texts, text)
          }
          value.put(Field.metadata) { metadata in
            metadata.put(Field.plugin) { $0.put(Field.pluginName, "text") }
            metadata.put(Field.dataClass, Field.tensorClass)
          }
        }
      }
    }
    return event.bytes
  }
}
