internal import DequeModule
internal import Synchronization

/// The body of a request: a small one is there already, a large one comes in pieces while it is read.
///
/// One reader at a time. What it does not take, the client is not asked for: at most
/// ``RequestBody/mostWaiting`` bytes and one read of the socket wait for it.
package final class RequestBody: Sendable {
  fileprivate enum End {
    case complete
    case failed(RequestBodyError)
  }

  fileprivate struct Fields {
    var pieces: Deque<[UInt8]> = []
    var waiting = 0
    var end: End?
    var reader: CheckedContinuation<[UInt8]?, any Error>?
  }

  /// How many bytes may wait for the reader before the socket is left alone.
  static let mostWaiting = 256 * 1024

  /// How many bytes the request says that there are; nil: it comes in chunks, and does not say.
  package let length: Int?
  private let fields: Mutex<Fields>
  /// Asks the connection for more; called on any thread.
  private let ask: @Sendable () -> Void

  /// A body that has come as a whole.
  package init(_ bytes: [UInt8]) {
    length = bytes.count
    ask = {}
    var fields = Fields()
    if !bytes.isEmpty { fields.pieces.append(bytes) }
    fields.end = .complete
    self.fields = Mutex(fields)
  }

  /// A body that is to come; `ask` is called when its reader waits for more.
  init(length: Int?, ask: @escaping @Sendable () -> Void) {
    self.length = length
    self.ask = ask
    fields = Mutex(Fields())
  }

  /// The next piece, in the order they came; nil at the end.
  ///
  /// Throws ``RequestBodyError`` when the client goes away, or breaks the rules of HTTP.
  package nonisolated(nonsending) func next() async throws -> [UInt8]? {
    let ready = fields.withLock { $0.take() }
    if let ready { return try ready.get() }
    return try await withCheckedThrowingContinuation { continuation in
      let ready = fields.withLock { fields in
        let ready = fields.take()
        if ready == nil { fields.reader = continuation }
        return ready
      }
      if let ready { continuation.resume(with: ready) } else { ask() }
    }
  }

  /// All of it; throws ``RequestBodyError/tooLarge(limit:)`` once there is more than `limit` bytes.
  package nonisolated(nonsending) func collect(upTo limit: Int) async throws -> [UInt8] {
    if let length, length > limit { throw RequestBodyError.tooLarge(limit: limit) }
    if length != nil, let whole = fields.withLock({ $0.takeWhole() }) { return whole }
    guard var bytes = try await next() else { return [] }
    while let piece = try await next() {
      guard bytes.count + piece.count <= limit else {
        throw RequestBodyError.tooLarge(limit: limit)
      }
      bytes += piece
    }
    guard bytes.count <= limit else { throw RequestBodyError.tooLarge(limit: limit) }
    return bytes
  }
}

// What the connection does.
extension RequestBody {
  /// Adds a piece; says whether there is room for more.
  func push(_ piece: [UInt8]) -> Bool {
    let (reader, hasRoom) = fields.withLock { fields in
      if let reader = fields.reader.take() { return (Optional(reader), true) }
      fields.pieces.append(piece)
      fields.waiting += piece.count
      return (nil, fields.waiting < Self.mostWaiting)
    }
    reader?.resume(returning: piece)
    return hasRoom
  }

  /// Says that all has come.
  func finish() {
    end(.complete)
  }

  /// Says that no more will come; who reads what has come gets that first.
  func fail(_ error: RequestBodyError) {
    end(.failed(error))
  }

  private func end(_ end: End) {
    let reader = fields.withLock { fields in
      if fields.end == nil { fields.end = end }
      return fields.reader.take()
    }
    switch end {
    case .complete: reader?.resume(returning: nil)
    case .failed(let error): reader?.resume(throwing: error)
    }
  }
}

extension RequestBody.Fields {
  /// All that is left, when nothing more is to come and it is in one piece.
  fileprivate mutating func takeWhole() -> [UInt8]? {
    guard case .complete = end, pieces.count <= 1 else { return nil }
    waiting = 0
    return pieces.popFirst() ?? []
  }

  /// What a reader gets at once; nil: it has to wait.
  fileprivate mutating func take() -> Result<[UInt8]?, any Error>? {
    if let piece = pieces.popFirst() {
      waiting -= piece.count
      return .success(piece)
    }
    switch end {
    case nil: return nil
    case .complete: return .success(nil)
    case .failed(let error): return .failure(error)
    }
  }
}
