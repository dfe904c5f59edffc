import DequeModule
import DovetailTransport
import Synchronization

/// What came of a receive.
struct PollAnswer: Sendable {
  /// How many messages it asked for.
  let asked: Int
  /// When it began, by the clock's uptime.
  let begunAt: Duration
  /// Whether it began beside others.
  let isBeside: Bool
  let result: Result<[MessageLane], any Error>
}

/// The answers of a queue's receives, in the order they came; taken by one.
final class PollAnswers: Sendable {
  private struct Fields {
    var answers = Deque<PollAnswer>()
    var continuation: CheckedContinuation<PollAnswer, Never>?
  }

  private let fields = Mutex(Fields())

  func add(_ answer: PollAnswer) {
    let continuation = fields.withLock { fields in
      if fields.continuation == nil { fields.answers.append(answer) }
      defer { fields.continuation = nil }
      return fields.continuation
    }
    continuation?.resume(returning: answer)
  }

  /// The next answer, as soon as it is there.
  nonisolated(nonsending) func next() async -> PollAnswer {
    await withCheckedContinuation { continuation in
      let answer = fields.withLock { fields in
        let first = fields.answers.popFirst()
        if first == nil { fields.continuation = continuation }
        return first
      }
      if let answer { continuation.resume(returning: answer) }
    }
  }
}
