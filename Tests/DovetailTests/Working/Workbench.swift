import Dovetail
import Logging
import Testing

/// A broker on a database in memory, on a manual clock, whose calls are counted and can be broken.
struct Workbench: Sendable {
  let clock = ManualClock()
  let double: SQLiteDouble
  let faults: FaultPlan
  let transport: FaultyQueueTransport
  let results: BlobResultBackend
  let services: BrokerServices
  let broker: Broker

  /// `isJoint`: whether results and queues share commits, as on SQLite; if not, each result is a put.
  init(
    _ configuration: BrokerConfiguration, hasBlobs: Bool = true, isJoint: Bool = true
  ) async throws {
    double = try await SQLiteDouble.open(.memory, clock: clock)
    let bucket = try BucketName("results")
    try await double.blobs.createBucket(bucket)
    faults = FaultPlan(clock: clock)
    transport = FaultyQueueTransport(double.queues, faults)
    // Behind another decorator the transport does not know its own store.
    let stored: any BlobStore =
      isJoint ? double.blobs : FaultyBlobStore(double.blobs, FaultPlan(clock: clock))
    let blobs = FaultyBlobStore(stored, faults)
    results = BlobResultBackend(store: blobs, bucket: bucket)
    services = BrokerServices(
      transport: transport, administration: double.administration, results: results,
      blobs: hasBlobs ? BlobFolder(blobs, bucket: bucket, prefix: "broker") : nil,
      inspection: double.queues, clock: clock)
    broker = try await Broker(services, configuration)
  }

  /// Makes one whose broker is as the defaults say.
  init() async throws {
    try await self.init { _ in }
  }

  /// Makes one whose broker is as the defaults say, on stores that may not share commits.
  init(isJoint: Bool) async throws {
    try await self.init(isJoint: isJoint) { _ in }
  }

  /// Makes one whose broker is not as the defaults say.
  init(
    hasBlobs: Bool = true, isJoint: Bool = true, _ change: (inout BrokerConfiguration) -> Void
  ) async throws {
    var configuration = BrokerConfiguration()
    configuration.logger = Self.silence
    change(&configuration)
    try await self.init(configuration, hasBlobs: hasBlobs, isJoint: isJoint)
  }

  /// Another broker on the same queues, that has no blob store.
  func brokerWithoutBlobs(
    _ change: (inout BrokerConfiguration) -> Void = { _ in }
  ) async throws -> Broker {
    var services = services
    services.blobs = nil
    var configuration = BrokerConfiguration()
    configuration.logger = Self.silence
    change(&configuration)
    return try await Broker(services, configuration)
  }

  /// Logs nothing.
  static let silence = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  /// The queue that tasks go to.
  static let queue = name("default")
  /// Its dead-letter queue.
  static let deadLetters = name("default-dlq")

  /// The messages that can be received now; they are hidden for a second.
  func visible(in queue: QueueName = queue) async throws -> [ReceivedMessage] {
    try await double.queues.receive(
      from: queue, ReceiveOptions(maxMessages: 10, visibilityTimeout: .seconds(1)))
  }

  /// Waits until so many calls of a kind have ended.
  func waitForCalls(_ count: Int, of action: FaultAction) async {
    while faults.tally(of: action).calls < count { await Task.yield() }
  }

  /// Runs what is due again and again, with time in between for every back-off.
  func drainAll(_ worker: Worker, rounds: Int = 20) async throws -> [TaskReport] {
    var reports: [TaskReport] = []
    for _ in 0..<rounds {
      reports += try await worker.drain()
      clock.advance(by: .seconds(1000))
    }
    return reports
  }

  private static func name(_ text: String) -> QueueName {
    do {
      return try QueueName(text)
    } catch {
      preconditionFailure("\(error)")
    }
  }
}

/// An error of a task's own.
struct PaymentDeclined: Error, CustomStringConvertible {
  var description: String { "no cover" }
}

/// An error of a task's own that another run would not mend.
struct UnknownCustomer: NonRetryableError, CustomStringConvertible {
  var description: String { "nobody of that name" }
}
