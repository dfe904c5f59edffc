import DovetailTransport
import Logging

/// Keeps the records of once keys in a blob store, so that of several callers one sends, and a crash
/// between the record and the send loses nothing.
struct OnceLedger: Sendable {
  let folder: BlobFolder
  let clock: any WallClock
  let random: RandomSource
  let logger: Logger

  /// How a put is made again that failed for a reason that may pass; a lost answer shows as a conflict
  /// with oneself, which another caller's record looks like too: then its ids are sent again.
  private static let retry = RetryPolicy.exponential(
    maxAttempts: 4, base: .milliseconds(200), cap: .seconds(2))

  /// A record that is the caller's to act on.
  struct Claim: Sendable {
    var record: OnceRecord
    let name: String
    let etag: ETag
    /// Whether another caller made it: what it has pending may have been sent.
    let isRepeated: Bool
  }

  /// Each round but the last lost against another caller.
  private static let maxRounds = 8

  /// Stores a record if there is none that holds; returns what is there.
  func claim(_ name: String, _ entries: [OnceRecord.Entry], for lifetime: Duration) async throws
    -> Claim
  {
    let record = OnceRecord(entries: entries, expiresAt: clock.now.advanced(by: lifetime))
    var condition = PutCondition.ifAbsent
    for _ in 0..<Self.maxRounds {
      do {
        let info = try await put(record, name, condition)
        return Claim(record: record, name: name, etag: info.etag, isRepeated: false)
      } catch let error as TransportError where error.isConflict {
        guard let stored = try await folder.read(name) else {
          condition = .ifAbsent
          continue
        }
        let found = try Self.decode(stored.bytes, name)
        if found.expiresAt > clock.now {
          return Claim(record: found, name: name, etag: stored.info.etag, isRepeated: true)
        }
        condition = .ifUnchanged(since: stored.info.etag)
      }
    }
    throw TransportError(
      .preconditionFailed, attempt: "claim \(folder.key(name))",
      detail: "others replaced it \(Self.maxRounds) times meanwhile")
  }

  /// The record of a name; nil when there is none that holds.
  func record(_ name: String) async throws -> OnceRecord? {
    guard let stored = try await folder.read(name) else { return nil }
    let record = try Self.decode(stored.bytes, name)
    return record.expiresAt > clock.now ? record : nil
  }

  /// Records what was sent.
  ///
  /// Throws nothing: what was accepted is accepted. While the record says pending, another caller sends
  /// again, with the same ids.
  func settle(_ claim: Claim) async {
    do {
      _ = try await put(claim.record, claim.name, .ifUnchanged(since: claim.etag))
    } catch let error as TransportError where error.isConflict {
      return  // Another caller has sent the same tasks, and recorded it.
    } catch {
      logger.warning(
        "A once key stays pending, so the same call would be sent again: \(error)",
        metadata: ["key": "\(claim.name)"])
    }
  }

  private func put(
    _ record: OnceRecord, _ name: String, _ condition: PutCondition
  ) async throws -> BlobInfo {
    let bytes = try JSONCoders.encode(record)
    return try await Self.retry.repeating(on: clock, using: random) {
      try await folder.store.put(bytes, at: folder.key(name), condition)
    }
  }

  private static func decode(_ bytes: [UInt8], _ name: String) throws -> OnceRecord {
    do {
      return try JSONCoders.decode(OnceRecord.self, from: bytes)
    } catch {
      throw TaskFormatError(
        document: "once record", member: nil, problem: "is unreadable; remove the object \(name)")
    }
  }
}

extension TransportError {
  /// Whether the object was another than the call expected.
  var isConflict: Bool {
    switch code {
    case .preconditionFailed, .blobDoesNotExist, .conditionalRequestConflict: true
    default: false
    }
  }
}

extension String {
  /// The text as one part of a key: everything but letters, digits, `-`, `_` and `.` as `%XX`.
  ///
  /// Different texts stay different, whatever a store makes of slashes and dots.
  var keyPart: String {
    utf8.reduce(into: "") { part, byte in
      let scalar = Unicode.Scalar(byte)
      if scalar.isPlain {
        part.unicodeScalars.append(scalar)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        part += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isPlain: Bool {
    switch self {
    case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".": true
    default: false
    }
  }
}
