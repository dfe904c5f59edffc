public import DovetailTasks

// Tasks that take a few values.
extension EnqueuedTasks {
  /// The one task of a key; throws ``TestFailure``, which shows what there is, if it is not one.
  ///
  /// What `options` say must hold of it; what they leave out may be as it is.
  @discardableResult
  public func requireOne<each Argument, Output>(
    _ key: TaskKey<repeat each Argument, Output>, options: SendOptions = SendOptions(),
    filePath: String = #filePath, line: Int = #line
  ) throws -> Enqueued<(repeat each Argument)> {
    try key.read(requireOne(key.pattern(nil, options), filePath, line))
  }

  /// The one task of a key with these arguments.
  @discardableResult
  public func requireOne<each Argument, Output>(
    _ key: TaskKey<repeat each Argument, Output>, with arguments: repeat each Argument,
    options: SendOptions = SendOptions(), filePath: String = #filePath, line: Int = #line
  ) throws -> Enqueued<(repeat each Argument)> {
    let expected = try ArgumentCoder.encode(repeat each arguments)
    return try key.read(requireOne(key.pattern(expected, options), filePath, line))
  }

  /// The one task of a key whose arguments meet a condition.
  @discardableResult
  public func requireOne<each Argument, Output>(
    _ key: TaskKey<repeat each Argument, Output>, options: SendOptions = SendOptions(),
    filePath: String = #filePath, line: Int = #line,
    where isMeant: (repeat each Argument) throws -> Bool
  ) throws -> Enqueued<(repeat each Argument)> {
    try withoutActuallyEscaping(isMeant) { isMeant in
      let pattern = key.pattern(nil, options) { arguments in
        let values = try key.values(arguments)
        return try isMeant(repeat each values)
      }
      return try key.read(requireOne(pattern, filePath, line))
    }
  }

  /// Throws ``TestFailure``, which shows what there is, if there is a task of the key.
  public func requireNone<each Argument, Output>(
    _ key: TaskKey<repeat each Argument, Output>, options: SendOptions = SendOptions(),
    filePath: String = #filePath, line: Int = #line
  ) throws {
    try requireNone(key.pattern(nil, options), filePath, line)
  }

  /// Throws ``TestFailure`` if there is a task of the key with these arguments.
  public func requireNone<each Argument, Output>(
    _ key: TaskKey<repeat each Argument, Output>, with arguments: repeat each Argument,
    options: SendOptions = SendOptions(), filePath: String = #filePath, line: Int = #line
  ) throws {
    let expected = try ArgumentCoder.encode(repeat each arguments)
    try requireNone(key.pattern(expected, options), filePath, line)
  }

  /// The tasks of a key, of which there must be just these calls, in this order.
  @discardableResult
  public func requireInOrder<each Argument, Output>(
    _ key: TaskKey<repeat each Argument, Output>, _ calls: [(repeat each Argument)],
    options: SendOptions = SendOptions(), filePath: String = #filePath, line: Int = #line
  ) throws -> [Enqueued<(repeat each Argument)>] {
    let patterns = try calls.map { call in
      key.pattern(try ArgumentCoder.encode(repeat each call), options)
    }
    return try requireInOrder(key.name, patterns, filePath, line).map(key.read)
  }

  /// The tasks of a key; throws when the arguments of one are not those that its handler takes.
  public func of<each Argument, Output>(
    _ key: TaskKey<repeat each Argument, Output>
  ) throws -> [Enqueued<(repeat each Argument)>] {
    try tasks.filter { $0.name == key.name }.map(key.read)
  }
}

extension TaskKey {
  fileprivate func values(_ arguments: TaskArguments) throws -> (repeat each Argument) {
    try ArgumentCoder.decode(
      from: arguments, names: parameters, as: repeat (each Argument).self)
  }

  fileprivate func read(_ task: EnqueuedTask) throws -> Enqueued<(repeat each Argument)> {
    Enqueued(arguments: try values(task.arguments), task: task)
  }

  fileprivate func pattern(
    _ arguments: TaskArguments?, _ options: SendOptions,
    where condition: ((TaskArguments) throws -> Bool)? = nil
  ) -> TaskPattern {
    TaskPattern(
      name: name, arguments: arguments, options: options,
      rewrite: { found in
        let values = try values(found)
        return try ArgumentCoder.encode(repeat each values)
      },
      condition: condition)
  }
}
