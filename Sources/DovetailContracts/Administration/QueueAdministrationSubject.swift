public import DovetailTransport

/// A queue administration to be held to the claims of ``QueueAdministrationContract``.
public struct QueueAdministrationSubject: Sendable {
  /// The administration.
  public let administration: any QueueAdministration
  /// The time under which it works.
  public let time: SubjectTime
  /// Begins the name of each queue that a claim makes; up to 50 characters.
  ///
  /// No other queue's name begins so.
  public let queuePrefix: String

  private let names = UniqueNames()

  /// Makes a subject; where an account is shared, make the prefix unique for each.
  public init(
    administration: any QueueAdministration, time: SubjectTime, queuePrefix: String = "claim"
  ) {
    self.administration = administration
    self.time = time
    self.queuePrefix = queuePrefix
  }

  /// A name that no queue of this subject has, nor the beginning of one.
  func unusedName() throws -> QueueName {
    try QueueName("\(queuePrefix)-\(names.next())-")
  }

  /// Makes a queue with a name of its own.
  func makeQueue(_ attributes: [QueueAttributeName: String] = [:]) async throws -> QueueName {
    let name = try unusedName()
    try await create(name, attributes)
    return name
  }

  /// Makes a queue, or finds it.
  func create(
    _ name: QueueName, _ attributes: [QueueAttributeName: String] = [:]
  ) async throws {
    try await administration.createQueue(name, QueueAttributes(attributes))
  }

  /// The text of one attribute of a queue.
  func attribute(_ name: QueueAttributeName, of queue: QueueName) async throws -> String? {
    try await administration.attributes(of: queue)[name]
  }

  /// Changes attributes of a queue.
  func set(
    _ attributes: [QueueAttributeName: String], on queue: QueueName
  ) async throws {
    try await administration.setAttributes(QueueAttributes(attributes), of: queue)
  }

  /// The ARN of a queue.
  func arn(of queue: QueueName) async throws -> QueueARN {
    let text = try await attribute(.queueARN, of: queue)
    return try require(text.flatMap { QueueARN($0) }, "an ARN, not \(text ?? "nil")")
  }

  /// Throws when the queue exists.
  func expectNone(_ queue: QueueName, fileID: String = #fileID, line: Int = #line) async throws {
    let exists = try await administration.exists(queue)
    try expect(!exists, "Expected no queue \(queue), found one.", fileID: fileID, line: line)
  }
}
