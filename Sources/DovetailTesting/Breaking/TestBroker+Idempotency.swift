public import DovetailTasks
import DovetailTransport

// Tasks that may run twice.
extension TestBroker {
  /// Throws ``TestFailure`` unless a second run of the same task changes nothing more than the first did.
  ///
  /// The task is run alone twice, as when its worker dies before the result is stored. `effects`: what is
  /// compared after each run, such as the rows of a table. Tasks that it enqueues the second time count too.
  public func requireIdempotent<each Argument, Output, Effects: Equatable>(
    _ key: TaskKey<repeat each Argument, Output>, with arguments: repeat each Argument,
    options: SendOptions = SendOptions(), filePath: String = #filePath, line: Int = #line,
    effects: () async throws -> Effects
  ) async throws {
    try await requireIdempotent(
      key.bake(repeat each arguments), options: options, filePath: filePath, line: line,
      effects: effects)
  }

  /// Throws ``TestFailure`` unless a second run of the same task changes nothing more than the first did.
  public func requireIdempotent<Payload: TaskPayload, Effects: Equatable>(
    _ payload: Payload, options: SendOptions = SendOptions(), filePath: String = #filePath,
    line: Int = #line, effects: () async throws -> Effects
  ) async throws {
    try await requireIdempotent(
      payload.bake(), options: options, filePath: filePath, line: line, effects: effects)
  }

  /// Throws ``TestFailure`` unless a second run of the same task changes nothing more than the first did.
  public func requireIdempotent<Output, Effects: Equatable>(
    _ task: BakedTask<Output>, options: SendOptions = SendOptions(), filePath: String = #filePath,
    line: Int = #line, effects: () async throws -> Effects
  ) async throws {
    keeper.noteOwner()
    try await TestFailure.at(filePath, line) {
      var options = options
      options.id = options.id ?? "idempotence"
      var after: [Effects] = []
      var sent: [EnqueuedTasks] = []
      for attempt in 1...2 {
        let tasks = try await recording {
          _ = try await rehearse(task, options, attempt: attempt)
        }
        sent.append(tasks)
        after.append(try await effects())
      }
      let call = Wording.call(task.name, task.arguments)
      guard after[0] == after[1] else {
        throw TestFailure(
          "\(call) is not idempotent. After its first run the effects were "
            + "\(Wording.brief("\(after[0])")), after its second \(Wording.brief("\(after[1])")).")
      }
      guard sent[1].isEmpty, sent[1].otherBodies.isEmpty else {
        throw TestFailure(
          "\(call) is not idempotent. Its second run has enqueued once more:\(sent[1].list)")
      }
    }
  }
}
