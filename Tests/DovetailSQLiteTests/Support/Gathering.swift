import DovetailTransport

@testable import DovetailSQLite

extension SQLiteDouble {
  /// Submits the calls while the lane is held up, in order, so that they are one group.
  func begin<Answer: Sendable>(
    _ calls: [@Sendable (SQLiteDouble) async throws -> Answer]
  ) async -> [Task<Answer, any Error>] {
    let held = await holdUp()
    defer { held.release() }
    return calls.map { call in
      Task.immediate { try await call(self) }  // Ends with its answer.
    }
  }

  /// Submits the calls as one group; returns how each ended, in the same order.
  func inOneGroup<Answer: Sendable>(
    _ calls: [@Sendable (SQLiteDouble) async throws -> Answer]
  ) async -> [Result<Answer, any Error>] {
    var results: [Result<Answer, any Error>] = []
    for task in await begin(calls) { results.append(await task.result) }
    return results
  }
}

extension Result where Failure == any Error {
  /// The code of the failure; nil for a success and for any other error.
  var code: TransportError.Code? {
    guard case .failure(let error as TransportError) = self else { return nil }
    return error.code
  }

  /// How a call ends.
  static func of(_ call: () async throws -> Success) async -> Self {
    do {
      return .success(try await call())
    } catch {
      return .failure(error)
    }
  }

  var isSuccess: Bool {
    if case .success = self { true } else { false }
  }
}

extension Sequence {
  /// Whether every call succeeded.
  func allSucceeded<Answer>() -> Bool where Element == Result<Answer, any Error> {
    allSatisfy(\.isSuccess)
  }
}
