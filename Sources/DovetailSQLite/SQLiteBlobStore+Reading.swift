package import DovetailTransport
internal import Synchronization

extension SQLiteBlobStore {
  /// The object or a part of it as ``getObject(_:_:)`` has it, with bytes that are read as they are
  /// wanted.
  package func openObject(
    _ key: BlobKey, _ options: ReadObjectOptions
  ) async throws -> ReadOutcome<ObjectBytes> {
    let attempt = "get \(key)"
    let read = try attempting(attempt) { () throws(TransportError) in
      try ReadObject(key, options)
    }
    let outcome = try await lane.perform(attempt, writes: false) { try read.open(in: $0) }
    return outcome.map { ObjectBytes($0, lane, attempt) }
  }
}

/// The bytes of an object, or of a part of one, a piece at a time; for one reader.
package final class ObjectBytes: Sendable {
  /// Which bytes these are.
  package let part: ObjectPart
  /// How many there are.
  package let count: Int
  private let opened: OpenedObject
  private let lane: AccountLane
  private let attempt: String
  /// How many bytes were read.
  private let position = Mutex(0)

  init(_ opened: OpenedObject, _ lane: AccountLane, _ attempt: String) {
    part = opened.part
    count = opened.first.count + opened.rest.size
    self.opened = opened
    self.lane = lane
    self.attempt = attempt
  }

  /// Whether the first piece is all.
  package var isShort: Bool { opened.rest.size == 0 }

  /// The next piece, of up to 1 MiB; nil at the end.
  ///
  /// Throws `unreachable` when the object was replaced or removed meanwhile.
  package func next() async throws -> [UInt8]? {
    let offsets = position.withLock { position in
      let start = position
      let length = start == 0 ? opened.first.count : OpenedObject.pieceBytes
      position = min(count, start + length)
      return start..<position
    }
    guard !offsets.isEmpty else { return nil }
    guard offsets.lowerBound > 0 else { return opened.first }
    let shift = opened.first.count
    let map = opened.rest[offsets.lowerBound - shift..<offsets.upperBound - shift]
    guard let bytes = try await lane.read(attempt, { try $0.read(map) }) else {
      throw TransportError.replaced.attempting(attempt)
    }
    return bytes
  }
}
