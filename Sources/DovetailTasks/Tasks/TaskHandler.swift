/// What a worker does with tasks of one name, or with all messages of a raw queue.
///
/// Made by ``TaskKey/handle(retry:timeout:_:)``, ``TaskPayload/handle(retry:timeout:_:)``,
/// ``Broker/task(_:queue:retry:timeout:_:)`` or ``RawQueue/handle(retry:timeout:_:)``, and given to a
/// ``Worker``.
public struct TaskHandler: Sendable {
  /// The task's name on the wire, or the raw queue's.
  public let name: String
  /// How a failed run is repeated; nil: as the broker says.
  public let retry: RetryPolicy?
  /// Cancels a run that takes longer, which counts as failed; nil: no limit.
  public let timeout: Duration?
  /// How many of its runs a worker lets go on at once, at least 1; nil: as many as it runs at all.
  ///
  /// What is held back is held by this worker, and takes room in its queue's receives: a task with a
  /// tight limit is better given a queue of its own.
  public var concurrency: Int?
  /// How often a worker begins runs of it; nil: no limit.
  public var rate: RateLimit?
  /// Whether its body may block its thread, and therefore runs on threads of its own.
  public var isBlocking = false

  /// Which messages it is for.
  var subject = Subject.tasks
  /// How many messages are worked on by one call; nil: each has a call of its own.
  var batch: BatchWork?
  /// Reads the arguments, runs the body, and returns its value as JSON.
  let run: @Sendable (TaskArguments, TaskContext) async throws -> [UInt8]

  /// What messages a handler is for.
  enum Subject: Sendable {
    /// Those of the task of its name, from any queue.
    case tasks
    /// All of the queue of its name.
    case rawQueue(keepsResult: Bool)
  }
}

/// Why a run failed that never got to the body, or whose value could not be kept.
///
/// Never retried.
enum HandlerFault: Error {
  /// The arguments on the wire are not those that the body takes.
  case arguments(any Error)
  /// The value that the body returned does not encode.
  case result(any Error)
  /// A middleware returned without having let the body run.
  case skipped
}

extension TaskHandler {
  /// The handler with at most so many runs at once in a worker, at least 1; a batch is one run.
  public func concurrency(_ limit: Int) -> TaskHandler {
    var limited = self
    limited.concurrency = max(1, limit)
    return limited
  }

  /// The handler with at most so many runs in a stretch of time in a worker; a batch is one run.
  public func rate(_ runs: Int, per interval: Duration) -> TaskHandler {
    var limited = self
    limited.rate = RateLimit(runs, per: interval)
    return limited
  }

  /// The handler with its body on a thread of its own: for bodies that wait without suspending, or
  /// compute for long.
  ///
  /// A worker has as many such threads as it runs tasks at once.
  public func blocking() -> TaskHandler {
    var blocking = self
    blocking.isBlocking = true
    return blocking
  }

  /// Makes a handler from how its arguments are read and what is done with them.
  init<Arguments: Sendable, Output: Encodable & Sendable>(
    _ name: String, retry: RetryPolicy?, timeout: Duration?,
    decode: @escaping @Sendable (TaskArguments, TaskContext) throws -> Arguments,
    body: @escaping @Sendable (TaskContext, Arguments) async throws -> Output
  ) {
    self.init(name: name, retry: retry, timeout: timeout) { arguments, context in
      let decoded: Arguments
      do {
        decoded = try decode(arguments, context)
      } catch {
        throw HandlerFault.arguments(error)
      }
      let output = try await body(context, decoded)
      do {
        return try ArgumentCoder.encode(output: output)
      } catch {
        throw HandlerFault.result(error)
      }
    }
  }
}
