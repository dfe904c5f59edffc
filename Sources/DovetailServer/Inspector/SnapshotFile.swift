internal import Dispatch
internal import DovetailSQLite
internal import DovetailTransport
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A snapshot on its way to a client: a file that has no name any more, and is gone with its last reader.
final class SnapshotFile: Sendable {
  /// In bytes.
  let size: Int
  private let descriptor: Int32
  private let offset = Mutex(0)
  private let place: SnapshotLimit.Place
  /// Reading a file may block.
  private let queue = DispatchQueue(label: "dovetail.snapshot-file")

  private static let pieceBytes = 1 << 20

  private init(_ path: String, _ place: SnapshotLimit.Place) throws {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    size = Int(lseek(descriptor, 0, SEEK_END))
    self.place = place
    guard descriptor >= 0, size >= 0 else { throw Self.failure }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Makes one, in a folder that only the server may read: beside the database, or below /tmp for one in
  /// memory.
  ///
  /// Throws ``InspectorError`` when too many are on their way, and `TransportError`.
  static func make(of state: ServerState) async throws -> SnapshotFile {
    let place = try state.snapshots.take()
    var template = Array(
      (folder(beside: state.configuration.location) + "/dovetail-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw failure }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let path = folder + "/snapshot.sqlite"
    defer {
      unlink(path)
      rmdir(folder)
    }
    try await state.double.writeSnapshot(to: path)
    return try SnapshotFile(path, place)
  }

  /// The next bytes; nil at the end.
  func next() async throws -> [UInt8]? {
    let count = min(Self.pieceBytes, size)
    let start = offset.withLock { offset in
      defer { offset += count }
      return offset
    }
    guard start < size else { return nil }
    return try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try self.read(count, from: start) }) }
    }
  }

  private func read(_ count: Int, from start: Int) throws -> [UInt8] {
    let wanted = min(count, size - start)
    let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
      while filled < wanted, let base = buffer.baseAddress {
        let count = pread(descriptor, base + filled, wanted - filled, off_t(start + filled))
        guard count > 0 else { break }
        filled += count
      }
    }
    guard bytes.count == wanted else { throw Self.failure }
    return bytes
  }

  private static func folder(beside location: SQLiteDouble.Location) -> String {
    guard case .file(let path) = location else { return "/tmp" }
    let name = path.reversed().prefix { $0 != "/" }
    return path.count == name.count ? "." : String(path.dropLast(name.count + 1))
  }

  private static var failure: InspectorError {
    InspectorError(
      503,
      "The server could not keep the snapshot (\(String(cString: strerror(errno)))). Make room beside "
        + "its database, or below /tmp for one in memory.")
  }
}
