/// A way to send many tasks, and the ways to send their messages that it is compared with.
enum SendForm: Hashable {
  /// `enqueue`, by so many callers at once.
  case one(callers: Int)
  /// `enqueueAll`.
  case all(tasks: Int)

  static let judged: [SendForm] = [
    .one(callers: 1), .one(callers: 10), .one(callers: 64), .all(tasks: 10_000),
  ]

  var name: String {
    switch self {
    case .one(let callers): "enqueue, \(callers) callers"
    case .all(let tasks): "enqueueAll of \(number(Double(tasks)))"
    }
  }

  /// How the messages go straight through the transport.
  ///
  /// In tens by as many callers, who have ten times as much on the way; one by one by as many. A broker
  /// has up to eight requests of a queue on the way at once.
  var rivals: [Shape] {
    switch self {
    case .one(let callers):
      [Shape(callers: callers, batch: 10), Shape(callers: callers, batch: 1)]
    case .all: [Shape(callers: 1, batch: 10), Shape(callers: 8, batch: 10)]
    }
  }

  /// A number of tasks near `count` that can be sent so, by the rivals too.
  func whole(_ count: Double) -> Int {
    switch self {
    case .one(let callers): Shape(callers: callers, batch: 10).whole(count)
    case .all(let tasks): tasks
    }
  }

  func send(_ count: Int, _ store: TaskStore) async throws {
    switch self {
    case .one(let callers): try await store.enqueue(count, callers: callers)
    case .all: try await store.enqueueAll(count)
    }
  }
}
