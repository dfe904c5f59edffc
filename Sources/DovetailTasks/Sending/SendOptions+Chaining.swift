public import DovetailTransport

// Each option as a change that can be chained.
extension SendOptions {
  /// Sends to this queue.
  public func queue(_ queue: String) -> SendOptions { with { $0.queue = queue } }

  /// Names the call.
  public func id(_ id: TaskID) -> SendOptions { with { $0.id = id } }

  /// Hides the task at first, for 0 s to 366 days.
  public func delay(_ delay: Duration) -> SendOptions { with { $0.delay = delay } }

  /// Sends to this group: 1 to 128 ASCII letters, digits and punctuation marks.
  public func group(_ group: String) -> SendOptions { with { $0.group = group } }

  /// Is dropped by a FIFO queue that has had this id within 5 minutes.
  public func deduplicationID(_ id: String) -> SendOptions { with { $0.deduplicationID = id } }

  /// Is sent once for this key, 1 to 256 bytes, within a time of 1 s to 366 days.
  ///
  /// Calls of one task with one key are one call; the later ones return the job of the first.
  public func once(_ key: String, for lifetime: Duration) -> SendOptions {
    with { $0.once = OnceKey(text: key, lifetime: lifetime) }
  }

  /// Sends in a request of its own, or not.
  public func skipsBatching(_ skips: Bool = true) -> SendOptions {
    with { $0.skipsBatching = skips }
  }

  /// Waits for others to share the request, for 0 s to 60 s.
  public func linger(_ linger: Duration) -> SendOptions { with { $0.linger = linger } }

  /// Cancels a run that takes longer.
  public func timeout(_ timeout: Duration) -> SendOptions { with { $0.timeout = timeout } }

  /// Lets the task run so often, at least 1.
  public func attempts(_ attempts: Int) -> SendOptions { with { $0.attempts = attempts } }

  /// Repeats failed runs as this policy says, which must not be a custom one.
  public func retry(_ policy: RetryPolicy) -> SendOptions { with { $0.retry = policy } }

  /// Keeps the task's result, or not.
  public func keepsResult(_ keeps: Bool) -> SendOptions { with { $0.keepsResult = keeps } }

  /// Sends a label with the task.
  public func label(_ name: String, _ value: LabelValue) -> SendOptions {
    with { $0.labels[name] = value }
  }

  /// Sends an attribute with the message.
  public func attribute(_ name: String, _ value: MessageAttribute) -> SendOptions {
    with { $0.attributes[name] = value }
  }

  private func with(_ change: (inout SendOptions) -> Void) -> SendOptions {
    var changed = self
    change(&changed)
    return changed
  }
}

// The same as the first of a chain: `.delay(.seconds(5))`.
extension SendOptions {
  /// Sends to this queue.
  public static func queue(_ queue: String) -> SendOptions { SendOptions().queue(queue) }

  /// Names the call.
  public static func id(_ id: TaskID) -> SendOptions { SendOptions().id(id) }

  /// Hides the task at first, for 0 s to 366 days.
  public static func delay(_ delay: Duration) -> SendOptions { SendOptions().delay(delay) }

  /// Sends to this group: 1 to 128 ASCII letters, digits and punctuation marks.
  public static func group(_ group: String) -> SendOptions { SendOptions().group(group) }

  /// Is dropped by a FIFO queue that has had this id within 5 minutes.
  public static func deduplicationID(_ id: String) -> SendOptions {
    SendOptions().deduplicationID(id)
  }

  /// Is sent once for this key, 1 to 256 bytes, within a time of 1 s to 366 days.
  public static func once(_ key: String, for lifetime: Duration) -> SendOptions {
    SendOptions().once(key, for: lifetime)
  }

  /// Sends in a request of its own, or not.
  public static func skipsBatching(_ skips: Bool = true) -> SendOptions {
    SendOptions().skipsBatching(skips)
  }

  /// Waits for others to share the request, for 0 s to 60 s.
  public static func linger(_ linger: Duration) -> SendOptions { SendOptions().linger(linger) }

  /// Cancels a run that takes longer.
  public static func timeout(_ timeout: Duration) -> SendOptions { SendOptions().timeout(timeout) }

  /// Lets the task run so often, at least 1.
  public static func attempts(_ attempts: Int) -> SendOptions { SendOptions().attempts(attempts) }

  /// Repeats failed runs as this policy says, which must not be a custom one.
  public static func retry(_ policy: RetryPolicy) -> SendOptions { SendOptions().retry(policy) }

  /// Keeps the task's result, or not.
  public static func keepsResult(_ keeps: Bool) -> SendOptions {
    SendOptions().keepsResult(keeps)
  }

  /// Sends a label with the task.
  public static func label(_ name: String, _ value: LabelValue) -> SendOptions {
    SendOptions().label(name, value)
  }

  /// Sends an attribute with the message.
  public static func attribute(_ name: String, _ value: MessageAttribute) -> SendOptions {
    SendOptions().attribute(name, value)
  }
}
