internal import DovetailSQLite
internal import Synchronization

/// The bytes of an object on their way to the client; the first one another, if they are to be corrupt.
final class S3ObjectStream: Sendable {
  private let bytes: ObjectBytes
  private let isCorrupt: Mutex<Bool>

  init(_ bytes: ObjectBytes, isCorrupt: Bool) {
    self.bytes = bytes
    self.isCorrupt = Mutex(isCorrupt)
  }

  func next() async throws -> [UInt8]? {
    guard let piece = try await bytes.next() else { return nil }
    let isFirst = isCorrupt.withLock { isCorrupt in
      defer { isCorrupt = false }
      return isCorrupt
    }
    return S3Exchange.broken(piece, isFirst)
  }
}
