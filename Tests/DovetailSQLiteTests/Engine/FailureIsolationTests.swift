import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("A failing operation and its neighbours", .timeLimit(.minutes(5)))
struct FailureIsolationTests {
  private struct Refused: Error {}
  private typealias Call = @Sendable (SQLiteDouble) async throws -> String

  private let jobs: QueueName

  init() throws {
    jobs = try QueueName("jobs")
  }

  private func send(_ body: String) -> Call {
    { [jobs] double in try await double.queues.send(OutgoingMessage(body), to: jobs).id.rawValue }
  }

  /// Writes messages, then fails.
  private func writeAndFail(_ body: String, then error: any Error = Refused()) -> Call {
    { [jobs] double in
      try await double.queues.lane.perform("fail") { transaction in
        let queue = try transaction.queue(jobs)
        try transaction.insert(
          .plain(1, body, at: transaction.now), into: queue, group: nil)
        throw error
      }
    }
  }

  private func makeQueueAndFail() -> Call {
    { double in
      try await double.queues.lane.perform("fail") { transaction in
        _ = try transaction.queues.insert(
          "never", of: 1, QueueSettings(), backlog: transaction.backlogs.insert(),
          at: transaction.now)
        _ = try transaction.queues.find("never", of: 1)
        throw Refused()
      }
    }
  }

  private func makeBucketAndFail(_ bucket: BucketName) -> Call {
    { double in
      try await double.lane.perform("fail") { transaction in
        _ = try transaction.buckets.insert(bucket, of: .first, at: transaction.now)
        _ = try transaction.buckets.find(bucket, of: Account.first.id)
        throw Refused()
      }
    }
  }

  private func counting(_ counter: Counter) -> Call {
    { double in
      try await double.queues.lane.perform("count") { _ in
        counter.count()
        return ""
      }
    }
  }

  private func bodies(_ double: SQLiteDouble) async throws -> [String] {
    try await double.drain(jobs).map(\.body)
  }

  @Test
  func `one that wrote and failed is undone alone`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs)

    let ended = await double.inOneGroup([
      send("a"), writeAndFail("never"), send("b"), writeAndFail("nor this"), send("c"),
    ])

    #expect(ended.map(\.isSuccess) == [true, false, true, false, true])
    #expect(throws: Refused.self) { try ended[1].get() }
    #expect(try await bodies(double) == ["a", "b", "c"])
    await double.close()
  }

  @Test
  func `a group that is run again takes effect once, and is one commit`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("dev.db")
    let double = try await SQLiteDouble.inFile(path, with: jobs)
    let before = try WriteAheadLog.commits(besides: path)
    let counter = Counter()

    let ended = await double.inOneGroup([
      counting(counter), send("a"), writeAndFail("never"),
    ])

    #expect(counter.value == 2)
    #expect(try WriteAheadLog.commits(besides: path) == before + 1)
    let id = try ended[1].get()
    let messages = try await double.drain(jobs)
    #expect(messages.map(\.id.rawValue) == [id])
    await double.close()
  }

  @Test
  func `one that failed before it wrote costs its neighbours nothing`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs)
    let counter = Counter()
    let nowhere = try QueueName("nowhere")

    let sendNowhere: Call = {
      try await $0.queues.send(OutgoingMessage("x"), to: nowhere).id.rawValue
    }

    let ended = await double.inOneGroup([counting(counter), sendNowhere, send("a")])

    #expect(ended.map(\.isSuccess) == [true, false, true])
    #expect(ended[1].code == .queueDoesNotExist)
    #expect(counter.value == 1)
    await double.close()
  }

  @Test
  func `one that wrote and then broke a constraint is undone alone`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs)

    let breakConstraint: Call = { double in
      try await double.queues.lane.perform("break a constraint") { transaction in
        for _ in 0..<2 {
          _ = try transaction.queues.insert(
            "twice", of: 1, QueueSettings(), backlog: transaction.backlogs.insert(),
            at: transaction.now)
        }
        return ""
      }
    }

    let ended = await double.inOneGroup([send("a"), breakConstraint, send("b")])

    #expect(ended.map(\.isSuccess) == [true, false, true])
    #expect(ended[1].code == .storageUnusable)
    #expect(try await bodies(double) == ["a", "b"])
    #expect(try await double.administration.listQueues(ListQueuesOptions()).queues == [jobs])
    await double.close()
  }

  @Test
  func `a queue that was made and undone is not there for those who come after`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs)
    let never = try QueueName("never")
    let sendThere: Call = {
      try await $0.queues.send(OutgoingMessage("x"), to: never).id.rawValue
    }

    let ended = await double.inOneGroup([makeQueueAndFail(), sendThere])

    #expect(ended[1].code == .queueDoesNotExist)
    await double.close()
  }

  @Test
  func `one alone that wrote and failed is undone`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs)

    await #expect(throws: Refused.self) { _ = try await writeAndFail("never")(double) }

    #expect(try await bodies(double).isEmpty)
    _ = try await send("a")(double)
    #expect(try await bodies(double) == ["a"])
    await double.close()
  }

  @Test
  func `a bucket whose making was undone is not found by those behind it`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs)
    let bucket = try BucketName("never")
    let put: Call = { double in
      try await double.blobs.put([1], at: BlobKey(bucket: bucket, key: "a")).etag.rawValue
    }

    let ended = await double.inOneGroup([makeBucketAndFail(bucket), put])

    #expect(ended[1].code == .bucketDoesNotExist)
    await double.close()
  }

  @Test
  func `a bucket that is removed in a group takes no object of it`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs)
    let bucket = try BucketName("short-lived")
    try await double.blobs.createBucket(bucket)
    let key = BlobKey(bucket: bucket, key: "a")
    let put: Call = { double in try await double.blobs.put([1], at: key).etag.rawValue }

    let empty: Call = { double in
      try await double.blobs.delete([key.key], in: bucket).first?.get()
      return ""
    }
    let remove: Call = { double in
      try await double.blobs.deleteBucket(bucket)
      return ""
    }

    let ended = await double.inOneGroup([put, empty, remove, put])

    #expect(ended.map(\.isSuccess) == [true, true, true, false])
    #expect(ended[3].code == .bucketDoesNotExist)
    await double.close()
  }

  @Test
  func `a receive beside one that fails gives each message once`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs)
    for body in ["a", "b", "c"] { _ = try await send(body)(double) }
    let receive: Call = { [jobs] double in
      try await double.queues.receive(from: jobs).map(\.body).joined()
    }

    let ended = await double.inOneGroup([receive, writeAndFail("never"), receive, receive, receive])

    #expect(ended.map { try? $0.get() } == ["a", nil, "b", "c", ""])
    await double.close()
  }

  @Test
  func `a poll beside one that fails is parked once and answered once`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs)
    let poll: Call = { [jobs] double in
      let messages = try await double.queues.receive(
        from: jobs, ReceiveOptions(waitTime: .seconds(20)))
      return messages.map(\.body).joined()
    }

    let tasks = await double.begin([poll, writeAndFail("never"), poll])
    #expect(try await double.parkedPolls(on: jobs) == 2)
    _ = try await double.queues.send([OutgoingMessage("a"), OutgoingMessage("b")], to: jobs)

    #expect(try await tasks[0].value == "a")
    await #expect(throws: Refused.self) { try await tasks[1].value }
    #expect(try await tasks[2].value == "b")
    await double.close()
  }

  @Test
  func `a poll that waits is fed by a group that is run again`() async throws {
    let double = try await SQLiteDouble.inMemory(with: jobs)
    let poll = double.beginPoll(jobs, maxMessages: 10)
    try await double.settle()

    let ended = await double.inOneGroup([send("a"), writeAndFail("never"), send("b")])

    #expect(ended.map(\.isSuccess) == [true, false, true])
    #expect(try await poll.value == ["a", "b"])
    #expect(try await bodies(double).isEmpty)
    await double.close()
  }

  @Test
  func `a poll begun in a transaction that was undone goes by the queue that comes to be`()
    async throws
  {
    let double = try await SQLiteDouble.open(.memory, clock: ManualClock())
    let other = try QueueName("other")
    let runs = Counter()
    let makeQueues: Call = { [jobs] double in
      try await double.queues.lane.perform("make queues") { transaction in
        runs.count()  // At the second run another queue comes first, so that the ids differ.
        if runs.value > 1 {
          _ = try transaction.queues.insert(
            other.text, of: 1, QueueSettings(), backlog: transaction.backlogs.insert(),
            at: transaction.now
          )
        }
        _ = try transaction.queues.insert(
          jobs.text, of: 1, QueueSettings(), backlog: transaction.backlogs.insert(),
          at: transaction.now)
        return ""
      }
    }
    let poll: Call = { [jobs] double in
      try await double.queues.receive(from: jobs, ReceiveOptions(waitTime: .seconds(20)))
        .map(\.body).joined()
    }

    let tasks = await double.begin([makeQueues, poll, makeQueueAndFail()])
    #expect(try await double.parkedPolls(on: jobs) == 1)
    _ = try await send("a")(double)

    #expect(try await tasks[1].value == "a")
    await #expect(throws: Refused.self) { try await tasks[2].value }
    await double.close()
  }
}
