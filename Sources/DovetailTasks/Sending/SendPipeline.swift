import DovetailTransport

/// Makes messages of calls: chooses the queue, the id and the labels, and writes the body.
struct SendPipeline: Sendable {
  let configuration: BrokerConfiguration
  let routes: [String: QueueRoute]
  let clock: any WallClock
  let payloads: PayloadStore?

  /// A call as its task and its caller want it.
  struct Call: Sendable {
    var name: String
    var arguments: TaskArguments
    var taskOptions: SendOptions
    var options: SendOptions
    /// Whether it is sent by and by, and nobody waits for that.
    var isLater = false

    /// The call; throws when its options, which many share, would make one call of them.
    func ofMany() throws(TaskError) -> Call {
      guard options.id == nil, options.deduplicationID == nil else {
        throw TaskError(
          .invalidOption,
          "enqueueAll was given one id or de-duplication id for all its tasks, as task \(name) has, so "
            + "that they would be one. Give each its own with the closure for options.")
      }
      return self
    }

    /// Throws when a form of sending was given a once key that it cannot hold to.
    func refuseOnce(_ form: String) throws(TaskError) {
      guard options.once == nil else {
        throw TaskError(
          .invalidOption,
          "\(form) takes no once key, as task \(name) has. Use enqueue, or a fan-out.")
      }
    }
  }

  /// Brings the options of broker, task and call together; throws ``TaskError``.
  func outgoing(_ call: Call) throws(TaskError) -> OutgoingTask {
    guard !call.name.isEmpty else { throw TaskError(.invalidOption, "A task's name is empty.") }
    let owner = "task " + call.name
    try call.taskOptions.checkShared(by: owner)
    let broker = try configuration.options.readingLabels(of: "the broker")
    let own = try call.taskOptions.readingLabels(of: owner)
      .overridden(by: call.options.readingLabels(of: owner))
    let options = broker.overridden(by: own)
    try options.checkRanges(of: owner)
    let route = try route(options.queue)
    var labels = labels(options, own: own)
    if let carried = try CarriedContext.label(for: owner) { labels[TaskLabel.carried] = carried }
    let id = options.id ?? configuration.makeTaskID(clock.now, configuration.random)
    return OutgoingTask(
      task: TaskMessage(
        id: id, name: call.name, labels: labels, arguments: call.arguments),
      queue: route.name, delay: try checked(options.delay, on: route, owner),
      group: group(options, route, call.name), deduplicationID: options.deduplicationID,
      attributes: options.attributes, route: route,
      pace: pace(options, route, call.name, isLater: call.isLater))
  }

  /// Writes the message; throws ``TaskError``, `TransportError`, or what the format throws.
  ///
  /// All is checked that a middleware may have changed.
  func parcel(_ outgoing: OutgoingTask) throws -> Parcel {
    let route = outgoing.route
    let delay = try checked(outgoing.delay, on: route, "task \(outgoing.task.name)")
    var message = try configuration.format.encode(outgoing.task)
    message.attributes.merge(outgoing.attributes) { _, given in given }
    message.groupID = outgoing.group
    message.deduplicationID = outgoing.deduplicationID
    message.traceHeader = outgoing.traceHeader
    if route.name.isFIFO, route.declared.deduplication == .taskID {
      message.deduplicationID = message.deduplicationID ?? outgoing.task.id.rawValue
    }
    return try parcel(
      outgoing.task.id, outgoing.task.name, message, delay, outgoing.pace, on: route)
  }

  /// Makes a message that is no task's.
  func rawParcel(_ body: String, _ callOptions: SendOptions) throws -> Parcel {
    let name = "a raw message"
    guard callOptions.id == nil, callOptions.once == nil else {
      throw TaskError(
        .invalidOption, "A raw message takes no task id and no once key; it is no task.")
    }
    let options = try configuration.options.readingLabels(of: "the broker")
      .overridden(by: callOptions.readingLabels(of: name))
    try options.checkRanges(of: name)
    let route = try route(options.queue)
    let message = OutgoingMessage(
      body, attributes: options.attributes, groupID: group(options, route, "raw"),
      deduplicationID: options.deduplicationID)
    return try parcel(
      configuration.makeTaskID(clock.now, configuration.random), name, message,
      try checked(options.delay, on: route, name), pace(options, route, name), on: route)
  }

  private func parcel(
    _ id: TaskID, _ name: String, _ message: OutgoingMessage, _ delay: Duration?, _ pace: SendPace,
    on route: QueueRoute
  ) throws -> Parcel {
    var message = message
    if let delay {
      try DelayHops.apply(delay, to: &message, on: route, at: clock.now, name)
    }
    let isOversized = isOversized(message, for: route)
    if isOversized {
      try checkOversized(message, of: id, name, on: route)
    } else {
      try check(message, on: route)
    }
    return Parcel(
      id: id, name: name, queue: route.name, message: message, pace: pace, isOversized: isOversized)
  }

  /// Finds what is wrong with the message by itself, so that it fails no other's request.
  ///
  /// `maximumSize` nil: as the queue says.
  func check(
    _ message: OutgoingMessage, on route: QueueRoute, maximumSize: Int? = nil
  ) throws {
    guard !route.name.isFIFO || message.deduplicationID != nil || route.isContentBased else {
      throw TaskError(
        .invalidOption,
        "The message for \(route.name) has no de-duplication id, and the queue makes none of the body. "
          + "Give one, or set the queue's ContentBasedDeduplication.")
    }
    do {
      try MessageRules.check(
        message, to: route.name, maximumSize: maximumSize ?? route.maximumMessageSize)
    } catch {
      throw error.attempting("send to \(route.name)")
    }
  }

  /// The queue of that name, without the broker's prefix; nil: the default queue.
  func route(_ name: String?) throws(TaskError) -> QueueRoute {
    let name = name ?? configuration.defaultQueue.name
    guard let route = routes[name] else { throw unknown(name) }
    return route
  }

  private func unknown(_ queue: String) -> TaskError {
    let known = routes.keys.sorted().joined(separator: ", ")
    return TaskError(
      .unknownQueue,
      "The broker has no queue \"\(queue)\"; it has \(known). Declare it in its configuration's queues."
    )
  }

  /// The queue of that name, with the broker's prefix.
  func route(to queue: QueueName) throws(TaskError) -> QueueRoute {
    if let route = routes.values.first(where: { $0.name == queue }) { return route }
    throw unknown(queue.text)
  }

  /// The delay as the queue can keep it: a FIFO queue takes none of a message, and zero is none.
  private func checked(
    _ delay: Duration?, on route: QueueRoute, _ owner: @autoclosure () -> String
  ) throws(TaskError) -> Duration? {
    guard let delay else { return nil }
    try SendOptions.checkRange(ofDelay: delay, of: owner())
    guard route.name.isFIFO else { return delay }
    guard delay == .zero else {
      throw TaskError(
        .invalidOption,
        "The delay of \(owner()) is \(delay.inSeconds) s, but the FIFO queue \(route.name) delays no single "
          + "messages. Send it to a standard queue, or set the queue's own DelaySeconds.")
    }
    return nil
  }

  private func group(_ options: SendOptions, _ route: QueueRoute, _ name: String) -> String? {
    options.group ?? (route.name.isFIFO || route.declared.isFair ? name : nil)
  }

  private func pace(
    _ options: SendOptions, _ route: QueueRoute, _ name: String, isLater: Bool = false
  ) -> SendPace {
    let batching = route.declared.batching ?? configuration.batching
    let skips = options.skipsBatching ?? batching.skippedTasks.contains(name)
    if isLater { return skips ? .laterAlone : .later }
    return skips ? .alone : .awaited(linger: options.linger ?? batching.linger)
  }

  /// The labels, with the options that TaskIQ too sends as labels.
  ///
  /// `own`: what task and call say. A broker's delay is no label of each task's, as in TaskIQ.
  private func labels(_ options: SendOptions, own: SendOptions) -> [String: LabelValue] {
    var labels = options.labels
    if let queue = own.queue { labels[TaskLabel.queue] = .string(queue) }
    if let delay = own.delay { labels[TaskLabel.delay] = .double(delay.inSeconds) }
    if let group = own.group { labels[TaskLabel.group] = .string(group) }
    if let timeout = options.timeout { labels[TaskLabel.timeout] = .double(timeout.inSeconds) }
    if let attempts = options.attempts ?? options.retry?.maxAttempts {
      labels[TaskLabel.maxRetries] = .int(attempts)
    }
    if let retry = options.retry?.text { labels[TaskLabel.retry] = .string(retry) }
    switch options.keepsResult {
    case true?: labels[TaskLabel.noResult] = nil
    case false?: labels[TaskLabel.noResult] = true
    case nil: break
    }
    return labels
  }
}
