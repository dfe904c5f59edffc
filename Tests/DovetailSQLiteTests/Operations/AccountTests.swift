import DovetailTransport
import Testing

@testable import DovetailSQLite

struct AccountTests {
  private let clock = ManualClock()
  private let jobs: QueueName
  private let files: BucketName

  init() throws {
    jobs = try QueueName("jobs")
    files = try BucketName("files")
  }

  private func open(_ location: SQLiteDouble.Location = .memory) async throws -> SQLiteDouble {
    try await SQLiteDouble.open(location, clock: clock)
  }

  private func parkedPolls(of account: SQLiteAccount) async throws -> Int {
    let lane = account.queues.lane
    return try await lane.perform("count polls", writes: false) { [jobs] transaction in
      Array(lane.lane.core.polls.waiting(for: try transaction.queue(jobs).id)).count
    }
  }

  @Test func `queues commit with the store of their own account, and with no other`() async throws {
    let double = try await open()
    let other = try await double.account("111122223333", region: "us-east-1")
    let elsewhere = try await double.account("111122223333", region: "eu-west-1")

    #expect(double.queues.commits(with: double.blobs))
    #expect(!double.queues.commits(with: other.blobs))
    #expect(!other.queues.commits(with: double.blobs))
    #expect(other.queues.commits(with: elsewhere.blobs))
  }

  @Test func `in one commit buckets of one name in two accounts are kept apart`() async throws {
    let double = try await open()
    let other = try await double.account("111122223333", region: "us-east-1")
    let key = BlobKey(bucket: files, key: "a")
    for blobs in [double.blobs, other.blobs] { try await blobs.createBucket(files) }

    let own: @Sendable (SQLiteDouble) async throws -> BlobInfo = { double in
      try await double.blobs.put([1], at: key)
    }
    let others: @Sendable (SQLiteDouble) async throws -> BlobInfo = { _ in
      try await other.blobs.put([2], at: key)
    }

    let ended = await double.inOneGroup([own, others])

    #expect(ended.allSucceeded())
    #expect(try await double.blobs.get(key).bytes == [1])
    #expect(try await other.blobs.get(key).bytes == [2])
  }

  @Test func `queues of one name in two accounts have nothing to do with each other`() async throws
  {
    let double = try await open()
    let other = try await double.account("111122223333", region: "us-east-1")
    try await double.administration.createQueue(jobs)
    await #expect(throws: TransportError.self) { try await other.queues.receive(from: jobs) }
    try await other.administration.createQueue(jobs)

    _ = try await double.queues.send(OutgoingMessage("own"), to: jobs)

    #expect(try await other.queues.receive(from: jobs).isEmpty)
    #expect(try await double.queues.receive(from: jobs).map(\.body) == ["own"])
    try await other.administration.deleteQueue(jobs)
    #expect(try await double.administration.listQueues(.init()).queues == [jobs])
    #expect(try await other.administration.listQueues(.init()).queues.isEmpty)
  }

  @Test func `queues of one name in two regions have nothing to do with each other`() async throws {
    let double = try await open()
    let west = try await double.account("000000000000", region: "eu-west-1")
    let url = try await west.administration.createQueue(jobs)

    let attributes = try await west.administration.attributes([.queueARN], of: jobs)
    #expect(attributes[.queueARN] == "arn:aws:sqs:eu-west-1:000000000000:jobs")
    #expect(url.queue == jobs)
    #expect(try await double.administration.listQueues(.init()).queues.isEmpty)
  }

  @Test func `a receive that waits gets no message of another account's queue`() async throws {
    let double = try await open()
    let other = try await double.account("111122223333", region: "us-east-1")
    for administration in [double.administration, other.administration] {
      try await administration.createQueue(jobs)
    }
    let waiting = Task {
      try await other.queues.receive(from: jobs, ReceiveOptions(waitTime: .seconds(20)))
    }
    while try await parkedPolls(of: other) == 0 { await Task.yield() }

    _ = try await double.queues.send(OutgoingMessage("own"), to: jobs)
    _ = try await other.queues.send(OutgoingMessage("other's"), to: jobs)

    #expect(try await waiting.value.map(\.body) == ["other's"])
  }

  @Test func `dead letters stay in their account`() async throws {
    let double = try await open()
    let other = try await double.account("111122223333", region: "us-east-1")
    let dead = try QueueName("dead")
    try await double.administration.createQueue(dead)
    try await other.administration.createQueue(dead)
    var redrive = QueueAttributes()
    redrive.redrivePolicy = RedrivePolicy(
      deadLetterTarget: other.queues.lane.account.arn(of: dead), maxReceiveCount: 1)
    try await other.administration.createQueue(jobs, redrive)

    _ = try await other.queues.send(OutgoingMessage("m"), to: jobs)
    for _ in 1...2 {
      _ = try await other.queues.receive(from: jobs, ReceiveOptions(visibilityTimeout: .zero))
    }

    #expect(try await double.queues.receive(from: dead).isEmpty)
    #expect(try await other.queues.receive(from: dead).map(\.body) == ["m"])
    #expect(try await other.administration.deadLetterSources(of: dead, .init()).queues == [jobs])
  }

  @Test func `buckets belong to an account, in all of its regions`() async throws {
    let double = try await open()
    let other = try await double.account("111122223333", region: "us-east-1")
    let west = try await double.account("000000000000", region: "eu-west-1")
    try await west.blobs.createBucket(files)
    let key = BlobKey(bucket: files, key: "a")
    _ = try await west.blobs.put([1], at: key)

    #expect(try await double.blobs.get(key).bytes == [1])
    #expect(try await double.blobs.bucket(files)?.region == "eu-west-1")
    #expect(try await other.blobs.bucket(files) == nil)
    await #expect(throws: TransportError.self) { try await other.blobs.get(key) }
    try await other.blobs.createBucket(files)
    #expect(try await other.blobs.head(key) == nil)
  }

  @Test func `an account is found again in the file`() async throws {
    let folder = try TemporaryFolder()
    let location = SQLiteDouble.Location.file(folder.file("queues.db"))
    let first = try await open(location)
    try await first.account("111122223333", region: "eu-west-1").administration.createQueue(jobs)
    await first.close()

    let second = try await open(location)
    let again = try await second.account("111122223333", region: "eu-west-1")

    #expect(try await again.administration.listQueues(.init()).queues == [jobs])
    let known = try await second.accounts()
    #expect(known.map(\.id) == ["000000000000", "111122223333"])
    #expect(known.map(\.region) == ["us-east-1", "eu-west-1"])
    await second.close()
  }

  @Test(arguments: [
    ("1234", "us-east-1"), ("11112222333x", "us-east-1"), ("111122223333", ""),
    ("111122223333", "US"), ("111122223333", "a/b"),
  ])
  func `what is no account, or no region, is refused`(id: String, region: String) async throws {
    let double = try await open()

    let error = await #expect(throws: TransportError.self) {
      try await double.account(id, region: region)
    }
    #expect(error?.code == .invalidParameterValue)
  }
}
