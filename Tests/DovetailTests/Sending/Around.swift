import Dovetail
import Synchronization

/// A middleware given as a closure.
struct Around: SendMiddleware {
  typealias Next = @Sendable (OutgoingTask) async throws -> SentTask

  let body: @Sendable (OutgoingTask, Next) async throws -> SentTask

  init(_ body: @escaping @Sendable (OutgoingTask, Next) async throws -> SentTask) {
    self.body = body
  }

  /// Changes each task.
  static func changing(_ change: @escaping @Sendable (inout OutgoingTask) -> Void) -> Around {
    Around { task, next in
      var task = task
      change(&task)
      return try await next(task)
    }
  }

  func send(_ task: OutgoingTask, next: Next) async throws -> SentTask {
    try await body(task, next)
  }
}

/// What tests note down, from wherever it happens, in order.
final class Notes<Note: Sendable>: Sendable {
  private let notes = Mutex<[Note]>([])

  var all: [Note] { notes.withLock { $0 } }

  func add(_ note: Note) {
    notes.withLock { $0.append(note) }
  }
}

/// The payload of most tests of sending.
struct Letter: TaskPayload, Hashable {
  static let task = TaskName<Letter, NoValue>("letter")
  var text: String

  init(_ text: String) {
    self.text = text
  }

  /// So many, numbered from 0.
  static func numbered(_ count: Int) -> [Letter] {
    (0..<count).map { Letter("\($0)") }
  }

  /// The text of a letter on its way.
  static func text(of message: TaskMessage) -> String {
    let named = String(decoding: message.arguments.named, as: UTF8.self)
    return String(named.dropFirst(#"{"text":""#.count).dropLast(2))
  }
}

extension Result {
  /// The failure, if it is one.
  var error: Failure? {
    if case .failure(let error) = self { error } else { nil }
  }
}
