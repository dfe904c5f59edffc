internal import DovetailSQLite
internal import DovetailTransport
internal import DovetailWire

extension S3Exchange {
  /// More bytes than these are taken in away from the event loop, which would hash them for long.
  private static let mostOnLoop = 256 * 1024

  /// Takes the body in, and ends with what stores it; discards it when anything goes wrong.
  ///
  /// `checksum`: what was sent before the body. `store` is told it, or the one that came behind.
  func storing<Stored: Sendable>(
    _ bytes: inout IncomingBytes, _ reader: inout S3BodyReader, _ checksum: Checksum?,
    _ store: (inout IncomingBytes, Checksum?) async throws -> Stored
  ) async throws -> Stored {
    do {
      let isSmall = (request.body.length ?? .max) <= Self.mostOnLoop
      let behind =
        isSmall
        ? try await take(&bytes, &reader)
        : try await withTaskExecutorPreference(globalConcurrentExecutor) {
          try await take(&bytes, &reader)
        }
      return try await store(&bytes, behind ?? checksum)
    } catch {
      await bytes.discard()
      throw error
    }
  }

  /// Takes the body in; returns the checksum that came behind it.
  private func take(
    _ bytes: inout IncomingBytes, _ reader: inout S3BodyReader
  ) async throws -> Checksum? {
    while let slice = try await request.body.next() {
      let plain = try reader.read(slice)
      if !plain.isEmpty { try await bytes.append(plain) }
    }
    return try reader.finish()
  }
}
