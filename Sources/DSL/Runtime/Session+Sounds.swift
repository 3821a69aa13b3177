// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The features of recordings, in the cache of a session.
struct SessionSounds: SoundKeeper {
  private unowned let session: Session
  private let cache: RunCache

  /// Nil where nothing is kept.
  init?(_ session: Session) {
    guard let cache = session.configuration.cache else { return nil }
    (self.session, self.cache) = (session, cache)
  }

  func sounds(under key: String) -> KeptClips? {
    guard !session.isFresh else { return nil }
    return cache.clips(key) { reason in
      session.tell(
        .note("features in the cache are of no use: \(reason); the recordings are heard again"))
    }
  }

  func keep(_ clips: KeptClips, under key: String, title: String) {
    cache.store(clips, key: key, title: title)
  }
}
