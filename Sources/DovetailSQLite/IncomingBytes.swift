internal import DovetailTransport

/// The bytes of an object, or of a part, as they come in: few of them are held, the others are in the
/// database already, where nobody sees them before all have come.
///
/// What is not kept has to be discarded; what a crash leaves behind is cleared away a day later.
package struct IncomingBytes {
  /// How many bytes are held before they are written.
  private static let mostHeld = 4 * ChunkTable.size

  private let attempt: String
  private let lane: AccountLane
  private var running: RunningObjectDigests
  private var held: [UInt8] = []
  private var content: Int64?
  /// How many chunks are in the content.
  private var chunks = 0

  init(
    _ attempt: String, _ algorithm: ChecksumAlgorithm, compared: ChecksumAlgorithm?,
    on lane: AccountLane
  ) throws {
    self.attempt = attempt
    self.lane = lane
    do {
      running = try RunningObjectDigests(algorithm, compared: compared)
    } catch {
      throw EngineError.translate(error, attempt)
    }
  }

  /// How many bytes have come.
  package var count: Int { chunks * ChunkTable.size + held.count }

  /// Takes the next bytes, and now and then writes what is held; throws `entityTooLarge` for too many.
  package mutating func append(_ bytes: [UInt8]) async throws {
    do {
      try S3Limits.checkPut(bytes: count + bytes.count)
      try bytes.withUnsafeBytes { try running.update($0) }
    } catch {
      throw EngineError.translate(error, attempt)
    }
    if held.isEmpty { held = bytes } else { held += bytes }
    if held.count >= Self.mostHeld { try await write() }
  }

  /// Writes the whole chunks that are held.
  private mutating func write() async throws {
    let count = held.count / ChunkTable.size
    let whole = Array(held[..<(count * ChunkTable.size)])
    content = try await lane.perform(attempt) { [content, chunks] transaction in
      try transaction.stage(whole, in: content, after: chunks)
    }
    chunks += count
    held.removeFirst(whole.count)
  }

  /// Those of all bytes, once they are what the sender says; no more may come.
  func digests(sent: Checksum?, contentMD5: String?) throws -> ObjectDigests {
    try running.finish(sent: sent, contentMD5: contentMD5)
  }

  /// All bytes, to be stored.
  var given: GivenBytes {
    content.map { .staged(StagedBytes(content: $0, chunks: chunks, rest: held)) } ?? .held(held)
  }

  /// Says that something refers to the bytes now.
  mutating func keep() {
    content = nil
  }

  /// Removes what was written, unless it is kept, also when the task is cancelled.
  package func discard() async {
    guard let content else { return }
    // Ends by itself, and is waited for: a cancelled task could not call the lane.
    await Task { [lane, attempt] in
      do {
        while try await lane.perform(
          attempt, { try $0.removeSome(ofLoose: content) })
        {}
      } catch {
        // The database is closed or in trouble; then it goes with what crashes leave.
      }
    }.value
  }
}
