import Dovetail
import Foundation

/// Sends tasks through a broker and messages through its transport, in turns.
struct SendContest {
  let store: TaskStore
  let form: SendForm
  let seconds: Double

  /// Enough for a median; odd, so that it is one of them.
  private static let rounds = 11
  /// How many tasks the first, unmeasured turn sends, about.
  private static let trial = 2000.0

  func run() async throws -> [SendLine.Round] {
    _ = try await round(form.whole(Self.trial))
    let rate = try await round(form.whole(Self.trial)).tasks.rate
    let count = form.whole(rate * seconds / Double(Self.rounds))
    var rounds: [SendLine.Round] = []
    for _ in 0..<Self.rounds { rounds.append(try await round(count)) }
    return rounds
  }

  private func round(_ count: Int) async throws -> SendLine.Round {
    let requests = store.requests(.send)
    let tasks = try await sample(of: count) { try await form.send(count, store) }
    var round = SendLine.Round(
      tasks: tasks, requests: store.requests(.send) - requests, rivals: [])
    for shape in form.rivals {
      round.rivals.append(
        try await sample(of: count) { try await store.embedded.send(count, shape) })
    }
    return round
  }

  /// Measures what sends `count` messages, and takes these out again.
  private func sample(
    of count: Int, _ send: () async throws -> Void
  ) async throws -> Sample {
    let watch = Stopwatch()
    try await send()
    let sample = watch.stop(after: count)
    try await store.embedded.receiveAndDelete(count, Shape(callers: 1, batch: 10))
    return sample
  }
}
