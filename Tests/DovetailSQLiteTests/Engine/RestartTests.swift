import DovetailTransport
import Testing

@testable import DovetailSQLite

/// Rows: 3.3/handles-survive-restart.
@Suite("A double that is closed and opened again")
struct RestartTests {
  private let folder: TemporaryFolder
  private let jobs: QueueName
  private let clock = ManualClock()

  init() throws {
    folder = try TemporaryFolder()
    jobs = try QueueName("jobs")
  }

  private func withDouble<Answer>(
    _ body: (SQLiteDouble) async throws -> Answer
  ) async throws -> Answer {
    let double = try await SQLiteDouble.inFile(folder.file("dev.db"), with: jobs, clock: clock)
    do {
      let answer = try await body(double)
      await double.close()
      return answer
    } catch {
      await double.close()
      throw error
    }
  }

  /// The handle of a message in flight for 30 s.
  private func receive(_ body: String) async throws -> ReceiptHandle {
    try await withDouble { double in
      _ = try await double.queues.send(OutgoingMessage(body), to: jobs)
      return try #require(try await double.queues.receive(from: jobs).first).receipt
    }
  }

  @Test func `deletes by a handle of before`() async throws {
    let receipt = try await receive("a")

    try await withDouble { try await $0.queues.delete(receipt, from: jobs) }

    clock.advance(by: .seconds(30))
    #expect(try await withDouble { try await $0.queues.receive(from: jobs).isEmpty })
  }

  @Test func `changes visibility by a handle of before`() async throws {
    let receipt = try await receive("a")

    try await withDouble {
      try await $0.queues.changeVisibility(of: receipt, to: .zero, on: jobs)
    }

    let again = try await withDouble { try await $0.queues.receive(from: jobs) }
    #expect(again.map(\.receiveCount) == [2])
  }

  @Test func `keeps messages hidden until their timeout ends`() async throws {
    _ = try await receive("a")

    clock.advance(by: .seconds(29))
    #expect(try await withDouble { try await $0.queues.receive(from: jobs).isEmpty })
    clock.advance(by: .seconds(1))

    let again = try await withDouble { try await $0.queues.receive(from: jobs) }
    #expect(again.map(\.body) == ["a"])
  }
}
