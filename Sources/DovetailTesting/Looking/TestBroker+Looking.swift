import DovetailSQLite
public import DovetailTasks
import DovetailTransport

// What was enqueued.
extension TestBroker {
  /// The tasks that wait in the broker's queues, delayed, due or in flight; what ``Broker/enqueueLater(_:_:options:)``
  /// holds is sent first.
  public func enqueued() async throws -> EnqueuedTasks {
    keeper.noteOwner()
    try await flush()
    return try await waiting()
  }

  /// What `body` enqueues, and nothing else; what it holds to be sent later is sent at its end.
  ///
  /// It stays the same whatever becomes of the tasks.
  public func recording<Value>(
    isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Value
  ) async throws -> EnqueuedTasks {
    keeper.noteOwner()
    let start = queues.log.end
    _ = try await body()
    try await flush()
    return await recorded(from: start)
  }

  /// The one task of a key that waits; see ``EnqueuedTasks/requireOne(_:options:filePath:line:)``.
  @discardableResult
  public func requireOne<each Argument, Output>(
    _ key: TaskKey<repeat each Argument, Output>, options: SendOptions = SendOptions(),
    filePath: String = #filePath, line: Int = #line
  ) async throws -> Enqueued<(repeat each Argument)> {
    try await enqueued().requireOne(key, options: options, filePath: filePath, line: line)
  }

  /// The one task of a key with these arguments that waits.
  @discardableResult
  public func requireOne<each Argument, Output>(
    _ key: TaskKey<repeat each Argument, Output>, with arguments: repeat each Argument,
    options: SendOptions = SendOptions(), filePath: String = #filePath, line: Int = #line
  ) async throws -> Enqueued<(repeat each Argument)> {
    try await enqueued().requireOne(
      key, with: repeat each arguments, options: options, filePath: filePath, line: line)
  }

  /// The one task of a type that waits.
  @discardableResult
  public func requireOne<Payload: TaskPayload>(
    _ type: Payload.Type, options: SendOptions = SendOptions(), filePath: String = #filePath,
    line: Int = #line
  ) async throws -> Enqueued<Payload> {
    try await enqueued().requireOne(type, options: options, filePath: filePath, line: line)
  }

  /// The one task that equals this one and waits.
  @discardableResult
  public func requireOne<Payload: TaskPayload>(
    _ payload: Payload, options: SendOptions = SendOptions(), filePath: String = #filePath,
    line: Int = #line
  ) async throws -> Enqueued<Payload> {
    try await enqueued().requireOne(payload, options: options, filePath: filePath, line: line)
  }

  /// Throws ``TestFailure``, which shows what there is, if a task waits anywhere or is a dead letter.
  public func requireEmpty(filePath: String = #filePath, line: Int = #line) async throws {
    let waiting = try await enqueued()
    let letters = try await deadLetters()
    guard !waiting.isEmpty || !waiting.otherBodies.isEmpty || !letters.isEmpty else { return }
    let letterLines = letters.map(\.shown)
    throw TestFailure(
      "The queues are not empty.\(waiting.list)\(Wording.items(letterLines))",
      filePath: filePath, line: line)
  }

  /// The dead letters of all queues of the broker.
  public func deadLetters() async throws -> [DeadLetters.Letter] {
    keeper.noteOwner()
    var letters: [DeadLetters.Letter] = []
    var seen: Set<QueueName> = []
    for queue in broker.queues {
      let attributes = try await queues.administration.attributes(of: queue)
      guard let target = attributes.redrivePolicy?.deadLetterTarget.queue,
        seen.insert(target).inserted
      else { continue }
      letters += try await broker.deadLetters(in: target).look(upTo: 1000).letters
    }
    return letters
  }

  func flush() async throws {
    guard broker.statuses.contains(where: { $0.buffered + $0.inFlight > 0 }) else { return }
    let broker = broker
    try await keeper.drive("Sending what is held") { await broker.flush() }
  }
}

extension TestBroker {
  /// What waits in the broker's queues, in the order of the sends.
  func waiting() async throws -> EnqueuedTasks {
    let delays = await originalDelays()
    var tasks: [EnqueuedTask] = []
    var others: [String] = []
    for queue in broker.queues {
      for message in try await queues.messages(in: queue.text) {
        guard let call = await broker.call(in: message.received, bodies: queues.double.blobs) else {
          others.append(message.body ?? "")
          continue
        }
        let delay = message.sentAt.duration(to: message.visibleAt)
        tasks.append(
          EnqueuedTask(
            call, message.received, queue: shortName(queue),
            delay: delays[call.task.id] ?? (message.receiveCount == 0 ? delay : .zero),
            visibleAt: message.visibleAt, state: message.state))
      }
    }
    let order = places()
    tasks.sort { (order[$0.messageID] ?? .max) < (order[$1.messageID] ?? .max) }
    return EnqueuedTasks(tasks: tasks, otherBodies: others, isStanding: true, time: clock.now)
  }

  /// What was sent to the broker's queues since then, without what a worker has sent on.
  private func recorded(from start: Int) async -> EnqueuedTasks {
    var tasks: [EnqueuedTask] = []
    var others: [String] = []
    let queues = Set(broker.queues)
    for entry in self.queues.log.entries(from: start) where queues.contains(entry.queue) {
      guard let call = await call(in: entry) else {
        others.append(entry.message.body)
        continue
      }
      guard call.due == nil || !tasks.contains(where: { $0.id == call.task.id }) else { continue }
      tasks.append(task(call, entry))
    }
    return EnqueuedTasks(tasks: tasks, otherBodies: others, isStanding: false, time: clock.now)
  }

  private func call(in entry: SendLog.Entry) async -> ReadCall? {
    await broker.call(in: entry.received, bodies: queues.double.blobs)
  }

  private func task(_ call: ReadCall, _ entry: SendLog.Entry) -> EnqueuedTask {
    let hidden = entry.message.delay ?? .zero
    return EnqueuedTask(
      call, entry.received, queue: shortName(entry.queue),
      delay: call.due.map(entry.sentAt.duration) ?? hidden,
      visibleAt: entry.sentAt.advanced(by: hidden), state: nil)
  }

  /// The arguments of the tasks that these messages carry.
  func arguments(in messages: Set<MessageID>) async -> [MessageID: TaskArguments] {
    var arguments: [MessageID: TaskArguments] = [:]
    for entry in queues.log.entries() where messages.contains(entry.id) {
      arguments[entry.id] = await call(in: entry)?.task.arguments
    }
    return arguments
  }

  /// By how much tasks were delayed when they were first sent.
  private func originalDelays() async -> [TaskID: Duration] {
    var delays: [TaskID: Duration] = [:]
    for entry in queues.log.entries() where entry.message.delay != nil {
      guard let call = await call(in: entry), delays[call.task.id] == nil else { continue }
      delays[call.task.id] = task(call, entry).delay
    }
    return delays
  }

  private func places() -> [MessageID: Int] {
    let entries = queues.log.entries().enumerated()
    return Dictionary(entries.map { ($0.element.id, $0.offset) }) { first, _ in first }
  }

  /// What is wrong when somebody waits for the result of a task that nobody is about to run.
  func explanation(of id: String) async -> String {
    let waiting = try? await waiting()
    guard let task = waiting?.first(where: { $0.id.rawValue == id }) else {
      return
        "The test waits for the result of task \(id), which waits in no queue and is not run by "
        + "anybody, so none will come."
    }
    let due = clock.now.duration(to: task.dueAt)
    let advice =
      due > .zero
      ? "Call advance(by: .seconds(\(due.wholeSeconds))) and then drain() before you ask for it."
      : "Call drain() before you ask for it."
    return "The test waits for a result, and nobody moves the clock or runs the task: "
      + "\(task.standing(at: clock.now)). \(advice)"
  }
}

extension PeekedMessage {
  /// The message as a receive would show it.
  fileprivate var received: ReceivedMessage {
    ReceivedMessage(
      id: id, receipt: ReceiptHandle(rawValue: ""), body: body ?? "", attributes: attributes,
      sentAt: sentAt, firstReceivedAt: firstReceivedAt ?? sentAt, receiveCount: receiveCount,
      groupID: groupID, deduplicationID: deduplicationID, sequenceNumber: sequenceNumber,
      traceHeader: traceHeader, deadLetterSource: deadLetterSource)
  }
}

extension DeadLetters.Letter {
  /// The letter as a line.
  fileprivate var shown: String {
    "dead letter of \(name ?? "unknown"): \(reason ?? "received too often")"
  }
}
