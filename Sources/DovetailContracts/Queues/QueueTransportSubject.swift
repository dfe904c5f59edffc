public import DovetailTransport

/// A queue transport to be held to the claims of ``QueueTransportContract``.
public struct QueueTransportSubject: Sendable {
  /// The transport.
  public let transport: any QueueTransport
  /// Makes the queues of the same account.
  public let administration: any QueueAdministration
  /// The time under which both work.
  public let time: SubjectTime
  /// Begins the name of each queue that a claim makes; up to 60 characters.
  public let queuePrefix: String

  private let waitForPolls: (@Sendable (Int, QueueName) async throws -> Void)?
  private let names = UniqueNames()

  /// Makes a subject.
  ///
  /// - Parameters:
  ///   - transport: The transport.
  ///   - administration: Makes the queues of the same account.
  ///   - time: The time under which both work.
  ///   - queuePrefix: Begins the name of each queue that a claim makes; up to 60 characters. Where an
  ///     account is shared, make it unique for each subject.
  ///   - waitForPolls: Returns once at least so many receives wait for a message of the queue.
  ///     Without it a claim goes on at once, which only suits a transport whose time is real.
  public init(
    transport: any QueueTransport, administration: any QueueAdministration, time: SubjectTime,
    queuePrefix: String = "claim",
    waitForPolls: (@Sendable (Int, QueueName) async throws -> Void)? = nil
  ) {
    self.transport = transport
    self.administration = administration
    self.time = time
    self.queuePrefix = queuePrefix
    self.waitForPolls = waitForPolls
  }

  /// Returns once at least `count` receives wait for a message of the queue.
  func polls(_ count: Int, on queue: QueueName) async throws {
    try await waitForPolls?(count, queue)
  }

  /// A name that no queue of this subject has.
  func unusedName() throws -> QueueName {
    try QueueName("\(queuePrefix)-\(names.next())")
  }

  /// Makes a queue for one claim.
  func makeQueue(_ attributes: QueueAttributes = QueueAttributes()) async throws -> ClaimQueue {
    let name = try unusedName()
    try await administration.createQueue(name, attributes)
    return ClaimQueue(name: name, subject: self)
  }

  /// Makes a FIFO queue for one claim; it makes de-duplication ids of bodies unless told otherwise.
  func makeFIFOQueue(
    _ attributes: [QueueAttributeName: String] = [:]
  ) async throws -> ClaimQueue {
    let name = try QueueName(unusedName().text + ".fifo")
    let defaults = [QueueAttributeName.fifoQueue: "true", .contentBasedDeduplication: "true"]
    let all = defaults.merging(attributes) { _, given in given }
    try await administration.createQueue(name, QueueAttributes(all))
    return ClaimQueue(name: name, subject: self)
  }

  /// Makes a queue for one claim, with one attribute set.
  func makeQueue(_ name: QueueAttributeName, _ value: Int) async throws -> ClaimQueue {
    try await makeQueue(QueueAttributes([name: String(value)]))
  }
}
