import DovetailContracts
import DovetailTransport
import Testing

@testable import DovetailSQLite

/// An implementation that is held to the contracts.
struct TransportUnderTest: CustomTestStringConvertible, Sendable {
  let testDescription: String
  /// Whether it stands behind the decorators that break calls, with nothing to break.
  private var isDecorated = false
  private let location: @Sendable (TemporaryFolder) -> SQLiteDouble.Location

  static let all = [
    TransportUnderTest(testDescription: "SQLite in memory") { _ in .memory },
    TransportUnderTest(testDescription: "SQLite in a file") { .file("\($0.path)/contract.db") },
  ]

  /// All, and one behind decorators, for the protocols that have some.
  static let allAndDecorated =
    all + [
      TransportUnderTest(
        testDescription: "SQLite in memory, decorated", isDecorated: true
      ) { _ in .memory }
    ]

  /// Holds a new transport, with a clock of its own, to a claim.
  func check(_ claim: Claim<QueueTransportSubject>) async throws {
    try await withDouble { double, clock in
      try await claim.check(
        QueueTransportSubject(
          transport: isDecorated
            ? FaultyQueueTransport(double.queues, FaultPlan(clock: clock)) : double.queues,
          administration: double.administration, time: .manual(clock)
        ) { try await double.waitForPolls($0, on: $1) })
    }
  }

  /// Holds a new administration to a claim.
  func check(_ claim: Claim<QueueAdministrationSubject>) async throws {
    try await withDouble { double, clock in
      try await claim.check(
        QueueAdministrationSubject(administration: double.administration, time: .manual(clock)))
    }
  }

  /// Holds a new blob store to a claim.
  func check(_ claim: Claim<BlobStoreSubject>) async throws {
    try await withDouble { double, clock in
      let subject = BlobStoreSubject(
        store: isDecorated
          ? FaultyBlobStore(double.blobs, FaultPlan(clock: clock)) : double.blobs,
        time: .manual(clock), bucket: try BucketName("claim"),
        otherBucket: try BucketName("claim-other"), missingBucket: try BucketName("claim-missing")
      )
      try await double.blobs.createBucket(subject.bucket)
      try await double.blobs.createBucket(subject.otherBucket)
      try await claim.check(subject)
    }
  }

  /// Shared by all cases of all contracts.
  private static let slots = Slots(64)

  /// Holds a new object administration to a claim.
  func check(_ claim: Claim<ObjectAdministrationSubject>) async throws {
    try await withDouble { double, clock in
      let subject = ObjectAdministrationSubject(
        store: double.blobs, time: .manual(clock), bucket: try BucketName("claim"),
        freeBucket: try BucketName("claim-free"))
      try await double.blobs.createBucket(subject.bucket)
      try await claim.check(subject)
    }
  }

  /// Holds a new transport, and the store of the same database, to a claim.
  func check(_ claim: Claim<ConcludingTransportSubject>) async throws {
    try await withDouble { double, clock in
      let other = try await SQLiteDouble.open(.memory, clock: clock)
      let subject = ConcludingTransportSubject(
        transport: double.queues, store: double.blobs, otherStore: other.blobs,
        administration: double.administration, time: .manual(clock),
        bucket: try BucketName("claim"), missingBucket: try BucketName("claim-missing"))
      try await double.blobs.createBucket(subject.bucket)
      try await claim.check(subject)
    }
  }

  private func withDouble(
    _ body: (SQLiteDouble, ManualClock) async throws -> Void
  ) async throws {
    try await Self.slots.with { try await withOpenDouble(body) }
  }

  private func withOpenDouble(
    _ body: (SQLiteDouble, ManualClock) async throws -> Void
  ) async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let clock = ManualClock()
    let double = try await SQLiteDouble.open(location(folder), clock: clock)
    do {
      try await body(double, clock)
    } catch {
      await double.close()
      throw error
    }
    await double.close()
  }
}

extension SQLiteDouble {
  /// Returns once at least `count` receives are parked on the queue.
  fileprivate func waitForPolls(_ count: Int, on queue: QueueName) async throws {
    while try await parkedPolls(on: queue) < count { await Task.yield() }
  }

  private func parkedPolls(on queue: QueueName) async throws -> Int {
    let lane = queues.lane
    return try await lane.perform("count polls", writes: false) { transaction in
      let queue = try transaction.queue(queue)
      return lane.lane.core.polls.waiting(for: queue.id).reduce(0) { count, _ in count + 1 }
    }
  }
}
