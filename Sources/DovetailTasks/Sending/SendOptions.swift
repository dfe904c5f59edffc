/// How one call sends its task; what is not said is as the task and the broker say.
///
/// ```swift
/// try await broker.enqueue(Tasks.resize, "cat.png", 320, options: .delay(.seconds(300)).attempts(8))
/// ```
public struct SendOptions: Sendable {
  /// The queue; nil: the task's own, else the broker's default queue.
  public var queue: String?
  /// Hides the task at first, 0 s to 900 s; nil: the queue's own delay.
  public var delay: Duration?
  /// How often the task may run, at least 1; nil: as its handler says.
  public var attempts: Int?
  /// What else travels with the task, for its body and for other systems to read.
  public var labels: [String: LabelValue] = [:]

  /// Makes options that say nothing.
  public init() {}

  /// Sends to this queue.
  public func queue(_ queue: String) -> SendOptions {
    with { $0.queue = queue }
  }

  /// Hides the task at first, for 0 s to 900 s.
  public func delay(_ delay: Duration) -> SendOptions {
    with { $0.delay = delay }
  }

  /// Lets the task run so often, at least 1.
  public func attempts(_ attempts: Int) -> SendOptions {
    with { $0.attempts = attempts }
  }

  /// Sends a label with the task.
  public func label(_ name: String, _ value: LabelValue) -> SendOptions {
    with { $0.labels[name] = value }
  }

  /// Sends to this queue.
  public static func queue(_ queue: String) -> SendOptions {
    SendOptions().queue(queue)
  }

  /// Hides the task at first, for 0 s to 900 s.
  public static func delay(_ delay: Duration) -> SendOptions {
    SendOptions().delay(delay)
  }

  /// Lets the task run so often, at least 1.
  public static func attempts(_ attempts: Int) -> SendOptions {
    SendOptions().attempts(attempts)
  }

  /// Sends a label with the task.
  public static func label(_ name: String, _ value: LabelValue) -> SendOptions {
    SendOptions().label(name, value)
  }

  private func with(_ change: (inout SendOptions) -> Void) -> SendOptions {
    var changed = self
    change(&changed)
    return changed
  }
}
