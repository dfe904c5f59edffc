public import DovetailTransport

/// How a worker is, for the probes of a container's host.
///
/// A host restarts what is not alive, and sends nothing new to, or waits for, what is not ready.
public struct WorkerHealth: Codable, Hashable, Sendable {
  /// Where a worker stands between its start and its end.
  public enum State: String, Codable, Sendable {
    /// It has not been started, or cannot start.
    case idle
    /// It receives and runs.
    case running
    /// It lets what runs end, and receives nothing more.
    case stopping
    /// It has ended.
    case ended
  }

  /// How the worker gets on with one of its queues.
  public struct Queue: Codable, Hashable, Sendable {
    /// The queue's name, with the broker's prefix.
    public var name: String
    /// When a receive was last answered, with messages or without; nil: never.
    public var lastReceive: Timestamp?
    /// How many receives have failed since.
    public var failures: Int
    /// Whether a receive has waited for its answer for a minute longer than it should take.
    public var isHanging: Bool
    /// Whether the worker was told to receive nothing from it.
    public var isPaused: Bool
  }

  /// Where the worker stands.
  public var state: State
  /// Its queues, in the order in which they were declared.
  public var queues: [Queue]
  /// How many bodies run.
  public var running: Int
  /// How many bodies run that were cancelled at least ten seconds ago: each takes up one of `concurrency`
  /// until it returns.
  public var stuck: Int
  /// How many bodies may run at once.
  public var concurrency: Int

  /// Whether the worker can get on by itself.
  ///
  /// False when a receive hangs, or when so many bodies are stuck that no other can run; then only a
  /// new process helps. A store that does not answer is no reason: a new process would fare no better.
  public var isAlive: Bool {
    switch state {
    case .idle, .stopping, .ended: true
    case .running: stuck < concurrency && !queues.contains(where: \.isHanging)
    }
  }

  /// Whether the worker works: it has found its queues, and each of them answers.
  public var isReady: Bool {
    state == .running && isAlive && queues.allSatisfy { $0.failures == 0 }
  }
}
