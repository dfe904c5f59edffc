import Synchronization

/// Runs a body inside of its middleware.
struct RunChain: Sendable {
  let middleware: [any RunMiddleware]

  /// Returns the body's value, as JSON.
  func run(
    _ context: TaskContext, _ body: () async throws -> [UInt8]
  ) async throws -> [UInt8] {
    guard !middleware.isEmpty else { return try await body() }
    let value = Value()
    try await run(middleware[...], context) { value.set(try await body()) }
    guard let value = value.json else { throw HandlerFault.skipped }
    return value
  }

  private func run(
    _ rest: ArraySlice<any RunMiddleware>, _ context: TaskContext,
    _ body: () async throws -> Void
  ) async throws {
    guard let first = rest.first else { return try await body() }
    try await first.run(context) { try await run(rest.dropFirst(), context, body) }
  }
}

/// What the innermost has returned.
private final class Value: Sendable {
  private let stored = Mutex<[UInt8]?>(nil)

  var json: [UInt8]? { stored.withLock { $0 } }

  func set(_ json: [UInt8]) {
    stored.withLock { $0 = json }
  }
}
