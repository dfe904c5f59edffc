import DovetailTransport

extension SendOptions {
  /// These options where `nearer` says nothing; labels and attributes of both.
  func overridden(by nearer: SendOptions) -> SendOptions {
    // Most levels say nothing.
    if nearer == Self.silent { return self }
    if self == Self.silent { return nearer }
    var merged = SendOptions()
    merged.queue = nearer.queue ?? queue
    merged.id = nearer.id ?? id
    merged.delay = nearer.delay ?? delay
    merged.group = nearer.group ?? group
    merged.deduplicationID = nearer.deduplicationID ?? deduplicationID
    merged.once = nearer.once ?? once
    merged.skipsBatching = nearer.skipsBatching ?? skipsBatching
    merged.linger = nearer.linger ?? linger
    merged.timeout = nearer.timeout ?? timeout
    merged.attempts = nearer.attempts ?? (nearer.retry == nil ? attempts : nil)
    merged.retry = nearer.retry ?? retry
    merged.keepsResult = nearer.keepsResult ?? keepsResult
    merged.labels = labels.merging(nearer.labels) { _, nearer in nearer }
    merged.attributes = attributes.merging(nearer.attributes) { _, nearer in nearer }
    return merged
  }

  private static let silent = SendOptions()

  /// The options with those that were given as labels, which stay labels too.
  ///
  /// Throws for a label that does not read as what its option takes. `owner` names whose options they
  /// are: "task resize".
  func readingLabels(of owner: String) throws(TaskError) -> SendOptions {
    guard !labels.isEmpty else { return self }
    var options = self
    if queue == nil { options.queue = try text(TaskLabel.queue, owner) }
    if group == nil { options.group = try text(TaskLabel.group, owner) }
    if delay == nil { options.delay = try seconds(TaskLabel.delay, owner) }
    if timeout == nil { options.timeout = try seconds(TaskLabel.timeout, owner) }
    if attempts == nil {
      options.attempts = try label(TaskLabel.maxRetries, "a whole number", owner, \.intValue)
    }
    if skipsBatching == nil {
      options.skipsBatching = try label(TaskLabel.skipBatching, "true or false", owner, \.flag)
    }
    if keepsResult == nil {
      options.keepsResult = try label(TaskLabel.noResult, "true or false", owner, \.flag).map {
        !$0
      }
    }
    return options
  }

  /// Throws when options that are for one call only were given to more.
  func checkShared(by owner: String) throws(TaskError) {
    guard id == nil, deduplicationID == nil, once == nil else {
      throw TaskError(
        .invalidOption,
        "The options of \(owner) hold an id, a de-duplication id or a once key, so that all its calls "
          + "would be one. Give it with a call.")
    }
  }

  private func text(_ name: String, _ owner: String) throws(TaskError) -> String? {
    try label(name, "a text", owner, \.stringValue)
  }

  private func seconds(_ name: String, _ owner: String) throws(TaskError) -> Duration? {
    try label(name, "a number of seconds", owner) { value in
      value.doubleValue.flatMap { Duration(exactly: $0) }
    }
  }

  private func label<Value>(
    _ name: String, _ expected: String, _ owner: String, _ read: (LabelValue) -> Value?
  ) throws(TaskError) -> Value? {
    guard let value = labels[name] else { return nil }
    guard let read = read(value) else {
      throw TaskError(.invalidOption, "The label \"\(name)\" of \(owner) must be \(expected).")
    }
    return read
  }
}

extension LabelValue {
  /// The truth value, also if it is 0 or 1, as a number or a text.
  var flag: Bool? {
    switch intValue {
    case 0: false
    case 1: true
    default: boolValue
    }
  }
}
