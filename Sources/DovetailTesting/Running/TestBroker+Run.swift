public import DovetailTasks

// One task alone.
extension TestBroker {
  /// Runs one task alone, and returns its value.
  ///
  /// The call and the value are written as JSON and read back; what stands around sends and runs, the time-out
  /// and the context are the real ones. No queue and no result is touched. `attempt`: which run it is, at least
  /// 1. Throws what the body threw, a `TaskFailure` for arguments that its handler cannot read and for a
  /// time-out, and ``TestFailure`` when it has no handler.
  @discardableResult
  public func run<each Argument, Output>(
    _ key: TaskKey<repeat each Argument, Output>, with arguments: repeat each Argument,
    options: SendOptions = SendOptions(), attempt: Int = 1, filePath: String = #filePath,
    line: Int = #line
  ) async throws -> Output {
    try await run(
      key.bake(repeat each arguments), options: options, attempt: attempt, filePath: filePath,
      line: line)
  }

  /// Runs one task alone whose arguments are a struct, and returns its value.
  @discardableResult
  public func run<Payload: TaskPayload>(
    _ payload: Payload, options: SendOptions = SendOptions(), attempt: Int = 1,
    filePath: String = #filePath, line: Int = #line
  ) async throws -> Payload.Output {
    try await run(
      payload.bake(), options: options, attempt: attempt, filePath: filePath, line: line)
  }

  /// Runs a baked task alone, and returns its value.
  @discardableResult
  public func run<Output>(
    _ task: BakedTask<Output>, options: SendOptions = SendOptions(), attempt: Int = 1,
    filePath: String = #filePath, line: Int = #line
  ) async throws -> Output {
    keeper.noteOwner()
    return try await TestFailure.at(filePath, line) {
      try await rehearse(task, options, attempt: attempt)
    }
  }

  func rehearse<Output>(
    _ task: BakedTask<Output>, _ options: SendOptions, attempt: Int
  ) async throws -> Output {
    let worker = try worker(for: "run")
    let start = journal.count
    let call = Wording.call(task.name, task.arguments)
    let rehearsal = try await keeper.drive("The run of \(call)") {
      try await worker.rehearse(task, options, attempt: max(1, attempt))
    }
    switch rehearsal {
    case .returned(let value): return value
    case .refused(let reason): throw TestFailure("\(call) was not run. \(reason)")
    case .failed(let failure):
      let thrown = journal.runs(from: start).last { $0.name == task.name }?.error
      guard let thrown, Self.tellsMore(thrown, than: failure) else { throw failure }
      throw thrown
    }
  }

  /// Whether an error of a run is the body's own: not that it was cancelled by its time-out, nor that it
  /// never got to the body.
  private static func tellsMore(_ thrown: any Error, than failure: TaskFailure) -> Bool {
    thrown is RetryLater || thrown is TaskFailure || failure.type == "\(type(of: thrown))"
  }
}
