import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("Reads beside the writer", .timeLimit(.minutes(5)))
struct ReadLaneTests {
  private let folder: TemporaryFolder
  private let queue: QueueName

  init() throws {
    folder = try TemporaryFolder()
    queue = try QueueName("jobs")
  }

  @Test func `a long read of a file holds up no writer`() async throws {
    let double = try await SQLiteDouble.inFile(folder.file("dev.db"), with: queue)
    let held = HeldLane()
    let (started, begin) = AsyncStream<Void>.makeStream()
    let read = Task {  // Ends when it is released.
      try await double.queues.lane.read("read") { transaction in
        let before = try transaction.backlogs.messageCount(of: 1)
        begin.yield()
        held.wait()
        return [before, try transaction.backlogs.messageCount(of: 1)]
      }
    }
    for await _ in started { break }

    _ = try await double.queues.send(OutgoingMessage("a"), to: queue)
    held.release()

    #expect(try await read.value == [0, 0])
    #expect(try await double.queues.peek(at: queue, PeekOptions()).messages.map(\.body) == ["a"])
    await double.close()
  }

  @Test func `a read cannot change a file`() async throws {
    let double = try await SQLiteDouble.inFile(folder.file("dev.db"), with: queue)

    let error = await #expect(throws: TransportError.self) {
      try await double.queues.lane.read("change") { try $0.queues.delete(1) }
    }

    #expect(error?.code == .storageUnusable)
    #expect(try await double.queues.summary(of: queue).available.count == 0)
    await double.close()
  }

  @Test func `a closed double is not looked at`() async throws {
    let double = try await SQLiteDouble.inFile(folder.file("dev.db"), with: queue)
    _ = try await double.queues.summary(of: queue)

    await double.close()

    let error = await #expect(throws: TransportError.self) {
      try await double.queues.summary(of: queue)
    }
    #expect(error?.code == .closed)
    #expect(try folder.contents() == ["dev.db"])
  }
}
