import DovetailAWS
import DovetailContracts
import DovetailTransport
import Synchronization

/// Makes what claims are checked on, each with names of its own, and removes what they left.
struct PeerSubjects: Sendable {
  let client: AWSClient
  let time: PeerTime
  let buckets: PeerBuckets
  private let run: String
  private let count = Counter()

  init(_ client: AWSClient, _ peer: Peer) {
    self.client = client
    time = peer.time
    run = "dovetail-interop-" + String(UInt32.random(in: .min ... .max), radix: 16)
    buckets = PeerBuckets(client.blobs, prefix: run, region: peer.region)
  }

  func check(_ claim: Claim<QueueTransportSubject>, _ record: TimeRecord) async throws {
    try await withQueues { prefix in
      try await claim.check(
        QueueTransportSubject(
          transport: client.queues, administration: client.administration,
          time: time.subjectTime(record), queuePrefix: prefix
        ) { _, _ in
          // No peer tells that a poll waits; this is long enough for its request to get there.
          try await SystemClock().sleep(for: .milliseconds(300))
        })
    }
  }

  func check(_ claim: Claim<QueueAdministrationSubject>, _ record: TimeRecord) async throws {
    try await withQueues { prefix in
      try await claim.check(
        QueueAdministrationSubject(
          administration: client.administration, time: time.subjectTime(record),
          queuePrefix: prefix))
    }
  }

  func check(_ claim: Claim<BlobStoreSubject>, _ record: TimeRecord) async throws {
    let (bucket, other) = (try await buckets.take(), try await buckets.take())
    let outcome = await Result.catching {
      try await claim.check(
        BlobStoreSubject(
          store: client.blobs, time: time.subjectTime(record), bucket: bucket, otherBucket: other,
          missingBucket: try buckets.missing()))
    }
    try await buckets.giveBack(bucket)
    try await buckets.giveBack(other)
    try outcome.get()
  }

  /// Deletes all that was made.
  ///
  /// Where time is the world's, queues show in lists only after a while, so it looks twice.
  func deleteAll() async throws {
    try await buckets.deleteAll()
    try await deleteQueues(run)
    if case .real = time {
      try await SystemClock().sleep(for: .seconds(60))
      try await deleteQueues(run)
    }
  }

  /// Runs `body` with a beginning for names that no other queue's name has, and deletes the queues that
  /// have it.
  private func withQueues(_ body: (String) async throws -> Void) async throws {
    let prefix = "\(run)-\(count.next())x"
    let outcome = await Result.catching { try await body(prefix) }
    try await deleteQueues(prefix)
    try outcome.get()
  }

  private func deleteQueues(_ prefix: String) async throws {
    let page = try await client.administration.listQueues(ListQueuesOptions(prefix: prefix))
    for queue in page.queues {
      do {
        try await client.administration.deleteQueue(queue)
      } catch let error as TransportError where error.code == .queueDoesNotExist {
        // A list may show it for a while yet.
      }
    }
  }
}

/// Counts from any task.
final class Counter: Sendable {
  private let number = Atomic(0)

  func next() -> Int { number.add(1, ordering: .relaxed).newValue }
}

extension Result where Success == Void, Failure == any Error {
  /// What came of `body`.
  static func catching(_ body: () async throws -> Void) async -> Self {
    do {
      return .success(try await body())
    } catch {
      return .failure(error)
    }
  }
}
