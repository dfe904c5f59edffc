import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("Disorder on purpose")
struct DisorderTests {
  private let jobs: QueueName

  init() throws {
    jobs = try QueueName("jobs")
  }

  /// The bodies of each receive of up to ten, until nothing is left; nothing is deleted.
  private func receives(
    _ disorder: Disorder?, from queue: QueueName? = nil, group: String? = nil
  ) async throws -> [[String]] {
    var configuration = SQLiteConfiguration()
    configuration.disorder = disorder
    let double = try await SQLiteDouble.open(.memory, clock: ManualClock(), configuration)
    let queue = queue ?? jobs
    if queue.isFIFO {
      try await double.createFIFOQueue(queue)
    } else {
      try await double.administration.createQueue(queue)
    }
    for number in 0..<40 {
      _ = try await double.queues.send(OutgoingMessage("\(number)", groupID: group), to: queue)
    }
    var all: [[String]] = []
    while true {
      let options = ReceiveOptions(maxMessages: 10)
      let bodies = try await double.queues.receive(from: queue, options).map(\.body)
      if bodies.isEmpty { return all }
      all.append(bodies)
    }
  }

  private let inOrder = (0..<40).map { "\($0)" }

  @Test
  func `without it all is in order, once, in full batches`() async throws {
    let received = try await receives(nil)

    #expect(received.flatMap(\.self) == inOrder)
    #expect(received.map(\.count) == [10, 10, 10, 10])
  }

  @Test(arguments: [nil, "g"])
  func `a share of the messages comes twice`(group: String?) async throws {
    let some = try await receives(Disorder(duplicates: 0.3, seed: 1), group: group)
    let all = try await receives(Disorder(duplicates: 1, seed: 1), group: group)

    let counts = Dictionary(grouping: some.flatMap(\.self)) { $0 }.mapValues(\.count)
    #expect(counts.count == 40)
    #expect(Set(counts.values) == [1, 2])
    #expect(all.flatMap(\.self).sorted() == (inOrder + inOrder).sorted())
  }

  @Test
  func `messages come out of order, each once`() async throws {
    let received = try await receives(Disorder(reorderings: 1, seed: 2)).flatMap(\.self)

    #expect(received != inOrder)
    #expect(received.sorted() == inOrder.sorted())
  }

  @Test(arguments: [nil, "g"])
  func `batches are short, and none is lost`(group: String?) async throws {
    let received = try await receives(Disorder(shortBatches: 1, seed: 3), group: group)

    #expect(received.count > 4)
    #expect(received.flatMap(\.self).sorted() == inOrder.sorted())
  }

  @Test
  func `the same seed makes the same disorder`() async throws {
    let disorder = Disorder(duplicates: 0.5, reorderings: 0.5, shortBatches: 0.5, seed: 4)
    var other = disorder
    other.seed = 5

    let first = try await receives(disorder)

    #expect(try await receives(disorder) == first)
    #expect(try await receives(other) != first)
  }

  @Test
  func `FIFO queues are left alone`() async throws {
    let disorder = Disorder(duplicates: 1, reorderings: 1, shortBatches: 1)

    let received = try await receives(disorder, from: QueueName("jobs.fifo"), group: "g")

    #expect(received == [(0..<10).map { "\($0)" }])
  }
}
