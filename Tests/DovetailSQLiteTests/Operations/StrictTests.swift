import DovetailTransport
import Testing

@testable import DovetailSQLite

/// Rows: 2.1/create-after-delete, 2.1/purge-again.
@Suite("The 60 seconds after a deletion and a purge")
struct StrictTests {
  private let jobs: QueueName
  private let clock = ManualClock()

  init() throws {
    jobs = try QueueName("jobs")
  }

  private func open(isStrict: Bool) async throws -> SQLiteDouble {
    var configuration = SQLiteConfiguration()
    configuration.isStrict = isStrict
    let double = try await SQLiteDouble.open(.memory, clock: clock, configuration)
    try await double.administration.createQueue(jobs)
    return double
  }

  @Test
  func `a strict double lets the name of a deleted queue rest for 60 seconds`() async throws {
    let administration = try await open(isStrict: true).administration
    try await administration.deleteQueue(jobs)
    clock.advance(by: .milliseconds(59_999))

    let error = await #expect(throws: TransportError.self) {
      try await administration.createQueue(jobs)
    }
    clock.advance(by: .milliseconds(1))
    try await administration.createQueue(jobs)

    #expect(error?.code == .queueDeletedRecently)
  }

  @Test
  func `a strict double lets 60 seconds pass between two purges of a queue`() async throws {
    let administration = try await open(isStrict: true).administration
    try await administration.purgeQueue(jobs)
    clock.advance(by: .milliseconds(59_999))

    let error = await #expect(throws: TransportError.self) {
      try await administration.purgeQueue(jobs)
    }
    clock.advance(by: .milliseconds(1))
    try await administration.purgeQueue(jobs)

    #expect(error?.code == .purgeQueueInProgress)
  }

  @Test
  func `another double does not`() async throws {
    let administration = try await open(isStrict: false).administration

    try await administration.deleteQueue(jobs)
    try await administration.createQueue(jobs)
    try await administration.purgeQueue(jobs)
    try await administration.purgeQueue(jobs)
  }
}
