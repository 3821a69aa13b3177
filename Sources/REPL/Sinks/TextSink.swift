// SPDX-License-Identifier: Apache-2.0

/// Where rendered text goes.
protocol TextSink: AnyObject {
  /// Takes text; it may stay in a buffer until `flush`.
  func write(_ text: String)
  /// Hands on what is still in the buffer.
  func flush()
}

/// A buffered writer on a file descriptor.
final class DescriptorSink: TextSink {
  private let descriptor: Int32
  private let capacity: Int
  private let onFailure: (Int32) -> Void
  private var buffer: [UInt8] = []
  private var hasFailed = false

  /// A writer that buffers up to `capacity` bytes.
  ///
  /// When the system refuses to write it calls `onFailure` once, with the error number, and drops
  /// what comes after that.
  init(descriptor: Int32, capacity: Int, onFailure: @escaping (Int32) -> Void) {
    self.descriptor = descriptor
    self.capacity = capacity
    self.onFailure = onFailure
  }

  func write(_ text: String) {
    guard !hasFailed else { return }
    buffer.append(contentsOf: text.utf8)
    if buffer.count > capacity { flush() }
  }

  func flush() {
    guard !buffer.isEmpty, !hasFailed else { return }
    let bytes = buffer
    buffer.removeAll(keepingCapacity: true)
    if let failure = FileDescriptor.write(bytes, to: descriptor) {
      hasFailed = true
      onFailure(failure)
    }
  }
}
