/// Small facts that travel with every task sent in a scope, and with what those tasks send in turn.
///
/// ```swift
/// try await CarriedContext.with(["remote_addr": "127.0.0.1"]) {
///   try await broker.enqueue(Tasks.hello, "Foo")
/// }
/// ```
///
/// The worker hands them to the task's body as ``TaskContext/carried``, and sets them for its run, so
/// that they go on with what it sends. They stay with a task when its run is repeated, and when it ends
/// in the dead-letter queue.
///
/// A scope reaches the tasks of Swift that begin in it, but for detached ones. Texts, finite numbers and
/// truth values arrive as they are, bytes as a text in base64.
public enum CarriedContext {
  /// The most bytes of all names and values together, as JSON.
  ///
  /// Source: W3C Baggage, section 3.3.2, which asks for as many.
  public static let maximumBytes = 8192

  @TaskLocal static var values: [String: LabelValue] = [:]

  /// What a task would carry that is sent now.
  public static var current: [String: LabelValue] { values }

  /// Adds to what is carried while `body` runs; what is added goes before what an outer scope says.
  @discardableResult
  public static func with<Value>(
    _ added: [String: LabelValue], _ body: () throws -> Value
  ) rethrows -> Value {
    try $values.withValue(merged(added), operation: body)
  }

  /// Adds to what is carried while `body` runs; what is added goes before what an outer scope says.
  @discardableResult
  public static func with<Value>(
    _ added: [String: LabelValue], isolation: isolated (any Actor)? = #isolation,
    _ body: () async throws -> Value
  ) async rethrows -> Value {
    try await $values.withValue(merged(added), operation: body)
  }

  /// Carries nothing while `body` runs.
  @discardableResult
  public static func cleared<Value>(_ body: () throws -> Value) rethrows -> Value {
    try $values.withValue([:], operation: body)
  }

  /// Carries nothing while `body` runs.
  @discardableResult
  public static func cleared<Value>(
    isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Value
  ) async rethrows -> Value {
    try await $values.withValue([:], operation: body)
  }

  private static func merged(_ added: [String: LabelValue]) -> [String: LabelValue] {
    values.merging(added) { _, added in added }
  }
}
