import Dovetail
import Testing

/// A workbench whose broker keeps bodies over 2,048 bytes in a bucket.
struct PayloadBench: Sendable {
  static let limit = 2048

  let bench: Workbench
  let bucket: BucketName
  let services: BrokerServices
  let broker: Broker

  init(_ change: (inout BrokerConfiguration) -> Void = { _ in }) async throws {
    bench = try await Workbench(hasBlobs: false, Self.limitDefaultQueue)
    bucket = try BucketName("bodies")
    try await bench.double.blobs.createBucket(bucket)
    var services = bench.services
    services.blobs = BlobFolder(
      FaultyBlobStore(bench.double.blobs, bench.faults), bucket: bucket, prefix: "app")
    self.services = services
    var configuration = BrokerConfiguration()
    Self.limitDefaultQueue(&configuration)
    configuration.payloads.retry = .constant(.seconds(1), maxAttempts: 3)
    configuration.logger = Workbench.silence
    change(&configuration)
    broker = try await Broker(services, configuration)
  }

  static func limitDefaultQueue(_ configuration: inout BrokerConfiguration) {
    configuration.defaultQueue = TaskQueue("default") {
      $0.attributes.maximumMessageSize = limit
    }
  }

  var clock: ManualClock { bench.clock }
  var faults: FaultPlan { bench.faults }

  /// A text that is too large for the queue.
  static let large = String(repeating: "x", count: 3000)

  /// The task that tells how long its text is.
  var count: TypedTask<String, Int> { broker.task("count") { (text: String) in text.count } }

  /// The keys of the objects in the bucket.
  func keys() async throws -> [String] {
    try await bench.double.blobs.list(bucket, ListBlobsOptions()).entries.map(\.key)
  }

  /// Stores an object as somebody else would.
  func put(_ text: String, at key: String, in other: BucketName? = nil) async throws {
    _ = try await bench.double.blobs.put(
      Array(text.utf8), at: BlobKey(bucket: other ?? bucket, key: key))
  }

  /// Removes an object as somebody else would.
  func remove(_ key: String) async throws {
    _ = try await bench.double.blobs.delete([key], in: bucket)
  }

  /// Sends a message as somebody else would.
  func send(_ body: String, _ attributes: [String: MessageAttribute]) async throws {
    _ = try await bench.double.queues.send(
      OutgoingMessage(body, attributes: attributes), to: Workbench.queue)
  }
}
