public import DovetailTransport

/// A transport and a store to be held to the claims of ``ConcludingTransportContract``.
public struct ConcludingTransportSubject: Sendable {
  /// The transport.
  public let transport: any ConcludingTransport
  /// A store that it commits with.
  public let store: any BlobStore
  /// A store that it does not commit with.
  public let otherStore: any BlobStore
  /// Makes the queues of the same account.
  public let administration: any QueueAdministration
  /// The time under which all work.
  public let time: SubjectTime
  /// An empty bucket of the store for one claim.
  public let bucket: BucketName
  /// A bucket that does not exist.
  public let missingBucket: BucketName

  private let queues: QueueTransportSubject

  /// Makes a subject.
  ///
  /// - Parameters:
  ///   - transport: The transport.
  ///   - store: A store that it commits with.
  ///   - otherStore: A store that it does not commit with.
  ///   - administration: Makes the queues of the same account.
  ///   - time: The time under which all work.
  ///   - bucket: An empty bucket of the store for one claim.
  ///   - missingBucket: A bucket that does not exist.
  public init(
    transport: any ConcludingTransport, store: any BlobStore, otherStore: any BlobStore,
    administration: any QueueAdministration, time: SubjectTime, bucket: BucketName,
    missingBucket: BucketName
  ) {
    self.transport = transport
    self.store = store
    self.otherStore = otherStore
    self.administration = administration
    self.time = time
    self.bucket = bucket
    self.missingBucket = missingBucket
    queues = QueueTransportSubject(
      transport: transport, administration: administration, time: time)
  }

  /// A queue with messages in flight for 30 s, and those messages.
  func inFlight(_ bodies: [String]) async throws -> (ClaimQueue, [ReceivedMessage]) {
    let queue = try await queues.makeQueue()
    try await queue.sendAll(bodies)
    return (queue, try await queue.receive(bodies.count, hidingFor: .seconds(30)))
  }

  /// A FIFO queue with a message in flight for 30 s, and that message.
  func inFlightOnFIFO() async throws -> (ClaimQueue, ReceivedMessage) {
    let queue = try await queues.makeFIFOQueue()
    try await queue.sendEach("g.1")
    return (queue, try await queue.receiveOne(hidingFor: .seconds(30)))
  }

  /// The end of a message's way, with a text stored at a key of the bucket.
  func conclusion(of message: ReceivedMessage, storing text: String, at key: String) -> Conclusion {
    Conclusion(message.receipt, storing: object(text, at: BlobKey(bucket: bucket, key: key)))
  }

  func object(_ text: String, at key: BlobKey) -> Conclusion.Object {
    Conclusion.Object(Array(text.utf8), at: key)
  }

  /// Concludes a batch, which must have an outcome for each entry.
  func conclude(
    _ entries: [Conclusion], on queue: ClaimQueue
  ) async throws -> [Result<Void, TransportError>] {
    let outcomes = try await transport.conclude(entries, on: queue.name)
    try expect(outcomes.count, is: entries.count, "the number of outcomes")
    return outcomes
  }

  /// Throws unless the bucket has exactly these texts at these keys.
  func expectObjects(_ expected: [String: String]) async throws {
    var found: [String: String] = [:]
    for key in try await store.list(bucket, ListBlobsOptions()).entries.map(\.key) {
      let blob = try await store.get(BlobKey(bucket: bucket, key: key))
      found[key] = String(decoding: blob.bytes, as: UTF8.self)
    }
    try expect(found, is: expected, "the objects")
  }
}
