import Dovetail
import Foundation

/// How many requests it takes to send, receive and delete 1,000 tasks of up to 10 ms each.
struct RequestCount {
  /// How the tasks are sent.
  enum Form: String, CaseIterable {
    case producers = "ten producers"
    case enqueueAll = "enqueueAll"
  }

  let store: Store
  let form: Form
  private let requests: [RequestAction: Double]

  static let name = "requests"
  static let head = """
    | store | 1,000 tasks sent by | send | receive | delete | together |
    |---|---|---|---|---|---|
    """

  private static let tasks = 10_000
  private static let actions: [RequestAction] = [.send, .receive, .delete]

  static func measure(
    _ store: Store, _ form: Form, in folder: URL
  ) async throws -> RequestCount {
    let tasks = try await TaskStore.open(store, "requests-\(store)-\(form)", in: folder)
    try await RunningWorker.during(tasks, concurrency: 20, work) {
      switch form {
      case .producers: try await tasks.enqueue(Self.tasks, callers: 10)
      case .enqueueAll: try await tasks.enqueueAll(Self.tasks)
      }
      try await tasks.waitUntilEmpty()
    }
    let perThousand = 1000 / Double(Self.tasks)
    let requests = actions.map { ($0, Double(tasks.requests($0)) * perThousand) }
    await tasks.close()
    return RequestCount(
      store: store, form: form, requests: Dictionary(uniqueKeysWithValues: requests))
  }

  /// Takes 0 to 10 ms, the same for the same number.
  private static func work(_ number: Int) async throws -> Int {
    try await Task.sleep(for: .microseconds(number * 7919 % 10_001))
    return number
  }

  private var together: Double { requests.values.reduce(0, +) }

  var row: String {
    let cells = Self.actions.map { number(requests[$0] ?? 0) } + [number(together)]
    return "| \(store.rawValue) | \(form.rawValue) | \(cells.joined(separator: " | ")) |"
  }

  var bar: Bar {
    Bar(
      name: "\(store.rawValue), requests for 1,000 tasks of \(form.rawValue)", target: 310,
      measured: together, side: .atMost)
  }
}
