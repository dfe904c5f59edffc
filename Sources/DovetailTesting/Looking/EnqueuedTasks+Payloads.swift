public import DovetailTasks

// Tasks whose arguments are a struct.
extension EnqueuedTasks {
  /// The one task of a type; throws ``TestFailure``, which shows what there is, if it is not one.
  ///
  /// What `options` say must hold of it; what they leave out may be as it is.
  @discardableResult
  public func requireOne<Payload: TaskPayload>(
    _ type: Payload.Type, options: SendOptions = SendOptions(), filePath: String = #filePath,
    line: Int = #line
  ) throws -> Enqueued<Payload> {
    try read(requireOne(pattern(type, nil, options), filePath, line))
  }

  /// The one task that equals this one.
  @discardableResult
  public func requireOne<Payload: TaskPayload>(
    _ payload: Payload, options: SendOptions = SendOptions(), filePath: String = #filePath,
    line: Int = #line
  ) throws -> Enqueued<Payload> {
    let expected = try ArgumentCoder.encode(payload: payload)
    return try read(requireOne(pattern(Payload.self, expected, options), filePath, line))
  }

  /// The one task of a type that meets a condition.
  @discardableResult
  public func requireOne<Payload: TaskPayload>(
    _ type: Payload.Type, options: SendOptions = SendOptions(), filePath: String = #filePath,
    line: Int = #line, where isMeant: (Payload) throws -> Bool
  ) throws -> Enqueued<Payload> {
    try withoutActuallyEscaping(isMeant) { isMeant in
      let pattern = pattern(type, nil, options) { arguments in
        try isMeant(ArgumentCoder.decode(payload: type, from: arguments))
      }
      return try read(requireOne(pattern, filePath, line))
    }
  }

  /// Throws ``TestFailure``, which shows what there is, if there is a task of the type.
  public func requireNone<Payload: TaskPayload>(
    _ type: Payload.Type, options: SendOptions = SendOptions(), filePath: String = #filePath,
    line: Int = #line
  ) throws {
    try requireNone(pattern(type, nil, options), filePath, line)
  }

  /// Throws ``TestFailure`` if there is a task that equals this one.
  public func requireNone<Payload: TaskPayload>(
    _ payload: Payload, options: SendOptions = SendOptions(), filePath: String = #filePath,
    line: Int = #line
  ) throws {
    let expected = try ArgumentCoder.encode(payload: payload)
    try requireNone(pattern(Payload.self, expected, options), filePath, line)
  }

  /// The tasks of a type, of which there must be just these, in this order.
  @discardableResult
  public func requireInOrder<Payload: TaskPayload>(
    _ payloads: [Payload], options: SendOptions = SendOptions(), filePath: String = #filePath,
    line: Int = #line
  ) throws -> [Enqueued<Payload>] {
    let patterns = try payloads.map { payload in
      pattern(Payload.self, try ArgumentCoder.encode(payload: payload), options)
    }
    return try requireInOrder(Payload.task.text, patterns, filePath, line).map(read)
  }

  /// The tasks of a type; throws when the arguments of one are not those that its handler takes.
  public func of<Payload: TaskPayload>(_ type: Payload.Type) throws -> [Enqueued<Payload>] {
    try tasks.filter { $0.name == type.task.text }.map(read)
  }

  private func read<Payload: TaskPayload>(_ task: EnqueuedTask) throws -> Enqueued<Payload> {
    Enqueued(
      arguments: try ArgumentCoder.decode(payload: Payload.self, from: task.arguments), task: task)
  }

  private func pattern<Payload: TaskPayload>(
    _ type: Payload.Type, _ arguments: TaskArguments?, _ options: SendOptions,
    where condition: ((TaskArguments) throws -> Bool)? = nil
  ) -> TaskPattern {
    TaskPattern(
      name: type.task.text, arguments: arguments, options: options,
      rewrite: { found in
        try ArgumentCoder.encode(payload: ArgumentCoder.decode(payload: type, from: found))
      },
      condition: condition)
  }
}
