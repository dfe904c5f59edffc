public import DovetailTasks
import DovetailTransport

/// How the deliveries of a drain went, in the order in which they were received.
public struct DrainReport: Sendable {
  /// The deliveries.
  public internal(set) var tasks: [DrainedTask] = []
  /// How often a fault ended the process on the way, so that another went on.
  public internal(set) var crashes = 0
  /// What waited when the drain was done.
  public internal(set) var waiting: EnqueuedTasks

  /// What became of each delivery.
  public var outcomes: [TaskReport.Outcome] { tasks.map(\.outcome) }

  /// The deliveries that went another way than they should, whatever came of their tasks later.
  public var failures: [DrainedTask] { tasks.filter(\.isFailure) }

  /// The deliveries of one task.
  public subscript<each Argument, Output>(
    key: TaskKey<repeat each Argument, Output>
  ) -> DrainReport {
    named(key.name)
  }

  /// The deliveries of one task.
  public subscript<Payload: TaskPayload>(type: Payload.Type) -> DrainReport {
    named(type.task.text)
  }

  /// The deliveries of the task of that name.
  public func named(_ name: String) -> DrainReport {
    var report = self
    report.tasks = tasks.filter { $0.name == name }
    return report
  }
}

extension DrainReport: RandomAccessCollection {
  /// The place of the first delivery.
  public var startIndex: Int { tasks.startIndex }
  /// The place behind the last delivery.
  public var endIndex: Int { tasks.endIndex }
  /// The delivery at a place.
  public subscript(place: Int) -> DrainedTask { tasks[place] }
}

extension DrainReport: CustomStringConvertible {
  /// The deliveries, one a line.
  public var description: String { tasks.map(\.description).joined(separator: "\n") }
}

// What a test may require of it.
extension DrainReport {
  /// The one delivery of a task; throws ``TestFailure``, which shows what ran and what waits until when, if
  /// it is not one.
  @discardableResult
  public func requireOne<each Argument, Output>(
    _ key: TaskKey<repeat each Argument, Output>, filePath: String = #filePath, line: Int = #line
  ) throws -> DrainedTask {
    try requireOne(key.name, filePath, line)
  }

  /// The one delivery of a task whose arguments are a struct.
  @discardableResult
  public func requireOne<Payload: TaskPayload>(
    _ type: Payload.Type, filePath: String = #filePath, line: Int = #line
  ) throws -> DrainedTask {
    try requireOne(type.task.text, filePath, line)
  }

  private func requireOne(
    _ name: String, _ filePath: String, _ line: Int
  ) throws(TestFailure) -> DrainedTask {
    let found = named(name)
    guard let task = found.first, found.count == 1 else {
      let count = found.isEmpty ? "No task" : "\(found.count) deliveries of task"
      throw TestFailure(
        Wording.text(
          "\(count) \(name) ran in this drain; one was expected.", listed, waiting.advice(for: name)
        ),
        filePath: filePath, line: line)
    }
    return task
  }

  /// The deliveries, each on a line of its own.
  var listed: String {
    isEmpty ? "" : "What ran:\(Wording.items(map(\.description)))"
  }
}

extension EnqueuedTasks {
  /// What waits until when, and what to call so that it runs; `name`: for the sake of that task.
  func advice(for name: String? = nil) -> String {
    guard !tasks.isEmpty else { return "Nothing waits." }
    let next = tasks.filter { (name == nil || $0.name == name) && $0.dueAt > time }.map(\.dueAt)
      .min()
    let call = next.map { due in
      "\nCall advance(by: .seconds(\(time.duration(to: due).wholeSeconds))) before drain()."
    }
    return "What waits:\(list)\(call ?? "")"
  }
}
