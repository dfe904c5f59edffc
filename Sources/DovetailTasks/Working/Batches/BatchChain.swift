import Synchronization

/// Runs the body of a batch inside of its middleware.
struct BatchChain: Sendable {
  let middleware: [any RunMiddleware]
  let work: BatchWork

  /// Returns for each entry its value as JSON, or its error.
  func run(_ entries: [BatchWork.Entry]) async -> [Result<[UInt8], any Error>] {
    await run(middleware[...], entries).results
  }

  private func run(
    _ rest: ArraySlice<any RunMiddleware>, _ entries: [BatchWork.Entry]
  ) async -> BatchWork.Outcome {
    guard let first = rest.first, !entries.isEmpty else { return await work.run(entries) }
    if let whole = first as? any BatchRunMiddleware {
      return await run(inside: whole, rest.dropFirst(), entries)
    }
    let nest = Nest(count: entries.count)
    await enter(first, rest.dropFirst(), entries, at: 0, nest)
    return nest.outcome
  }

  /// Runs the rest inside of one that stands around all of a batch.
  private func run(
    inside whole: any BatchRunMiddleware, _ rest: ArraySlice<any RunMiddleware>,
    _ entries: [BatchWork.Entry]
  ) async -> BatchWork.Outcome {
    let nest = Nest(count: entries.count)
    do {
      try await whole.run(batch: entries.map(\.context)) {
        let outcome = await run(rest, entries)
        nest.take(outcome, for: Array(entries.indices))
        if let thrown = outcome.thrown { throw thrown }
      }
    } catch {
      nest.fail(with: error)
    }
    return nest.outcome
  }

  /// Runs the rest inside of what stands around the messages from a place on, one inside of the other.
  ///
  /// What one of them refuses is not run; the others go on without it.
  private func enter(
    _ around: any RunMiddleware, _ rest: ArraySlice<any RunMiddleware>,
    _ entries: [BatchWork.Entry], at place: Int, _ nest: Nest
  ) async {
    guard place < entries.count else {
      let admitted = nest.admitted
      return nest.take(await run(rest, admitted.map { entries[$0] }), for: admitted)
    }
    do {
      try await around.run(entries[place].context) {
        nest.admit(place)
        await enter(around, rest, entries, at: place + 1, nest)
        try nest.check(place)
      }
    } catch {
      nest.fail(place, with: error)
    }
    if !nest.isAdmitted(place) {
      await enter(around, rest, entries, at: place + 1, nest)
    }
  }
}

/// How far the messages of a batch have come in their middleware.
private final class Nest: Sendable {
  private struct Fields {
    /// Whether the middleware of a place has let it go on.
    var isAdmitted: [Bool]
    var outcome: BatchWork.Outcome
  }

  private let fields: Mutex<Fields>

  init(count: Int) {
    // Until it is known better: a middleware may return without having let the body run.
    let skipped = Array(
      repeating: Result<[UInt8], any Error>.failure(HandlerFault.skipped), count: count)
    fields = Mutex(
      Fields(
        isAdmitted: Array(repeating: false, count: count),
        outcome: BatchWork.Outcome(results: skipped)))
  }

  /// The places that go on, in order.
  var admitted: [Int] {
    fields.withLock { fields in fields.isAdmitted.indices.filter { fields.isAdmitted[$0] } }
  }

  func isAdmitted(_ place: Int) -> Bool { fields.withLock { $0.isAdmitted[place] } }

  var outcome: BatchWork.Outcome { fields.withLock { $0.outcome } }

  func admit(_ place: Int) {
    fields.withLock { $0.isAdmitted[place] = true }
  }

  /// Takes what became of the messages at these places.
  func take(_ outcome: BatchWork.Outcome, for places: [Int]) {
    fields.withLock { fields in
      for (place, result) in zip(places, outcome.results) { fields.outcome.results[place] = result }
      fields.outcome.thrown = outcome.thrown
    }
  }

  /// Throws the error of the message at a place.
  func check(_ place: Int) throws {
    _ = try fields.withLock { $0.outcome.results[place] }.get()
  }

  /// The middleware of one message has thrown.
  func fail(_ place: Int, with error: any Error) {
    fields.withLock { $0.outcome.results[place] = .failure(error) }
  }

  /// The middleware of all has thrown: what has failed by itself keeps its own error.
  func fail(with error: any Error) {
    fields.withLock { fields in
      let isBodys = fields.outcome.thrown != nil
      fields.outcome.results = fields.outcome.results.map { result in
        switch result {
        case .failure(HandlerFault.arguments(let cause)):
          return .failure(HandlerFault.arguments(cause))
        case .failure(let own) where !isBodys && !own.isSkip: return .failure(own)
        case .failure, .success: return .failure(error)
        }
      }
      fields.outcome.thrown = error
    }
  }
}

extension Error {
  fileprivate var isSkip: Bool {
    if let fault = self as? HandlerFault, case .skipped = fault { true } else { false }
  }
}
