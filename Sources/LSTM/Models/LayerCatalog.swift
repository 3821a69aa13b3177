// SPDX-License-Identifier: Apache-2.0

/// The layers that a stack can be made of.
public enum LayerCatalog {
  /// All layers, in the order that help shows them; `output` is the last.
  public static let entries: [LayerEntry] =
    [EmbedLayer.entry, CharsLayer.entry, InputsLayer.entry] + RecurrentEntries.all
    + [SegmentLayer.entry] + PoolingLayer.entries
    + [
      AttendLayer.entry, DenseLayer.entry, DropoutLayer.entry,
      OutputElement.entry,
    ]

  /// The layer of a name; `=>`, which stands between an encoder and a decoder, is one too.
  public static func entry(_ name: String) -> LayerEntry? {
    name == DecodeLayer.entry.name ? DecodeLayer.entry : entries.first { $0.name == name }
  }
}
