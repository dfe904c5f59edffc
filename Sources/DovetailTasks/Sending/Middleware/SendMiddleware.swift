public import DovetailTransport

/// Stands around the sending of each task: may change it, refuse it, and see what became of it.
///
/// A broker's middleware (``BrokerConfiguration/middleware``) is called for each task that is sent, in
/// whatever form: alone, as one of many, or to be sent later. Raw messages are no tasks and pass none.
///
/// ```swift
/// struct Tenancy: SendMiddleware {
///   func send(
///     _ task: OutgoingTask, next: @Sendable (OutgoingTask) async throws -> SentTask
///   ) async throws -> SentTask {
///     guard let tenant = Tenant.current else { throw NoTenant() }
///     var task = task
///     task.task.labels["tenant"] = .string(tenant.name)
///     task.group = tenant.name
///     return try await next(task)
///   }
/// }
/// ```
public protocol SendMiddleware: Sendable {
  /// Sends the task on by calling `next`, and returns what that returned.
  ///
  /// What is changed is checked as what callers give is; the task's id must stay, for it names the call.
  /// Labels that stand for options are read before. To throw without calling `next` refuses the task:
  /// its caller is told, and no other task.
  ///
  /// `next` returns once the queue has accepted this task, and throws when it has not. With
  /// `enqueueLater` it returns once the task is held, with no ``SentTask/message``: what becomes of it
  /// then is for ``BrokerConfiguration/onDrop``. To call it again after it threw sends again.
  ///
  /// Tasks that are sent together pass concurrently. Those for one FIFO queue keep their order: each
  /// enters the first middleware when the one before it has reached the queue's buffer or has ended.
  func send(
    _ task: OutgoingTask, next: @Sendable (OutgoingTask) async throws -> SentTask
  ) async throws -> SentTask
}

/// A task that its queue has accepted, or that is held to be sent later.
///
/// Only a broker makes one, so no middleware can say yes by itself.
public struct SentTask: Sendable {
  /// The task's id.
  public let id: TaskID
  /// What the queue answered; nil when the task is held to be sent later.
  public let message: SentMessage?

  let keepsResult: Bool

  var call: SentCall { SentCall(id: id, keepsResult: keepsResult) }
}
