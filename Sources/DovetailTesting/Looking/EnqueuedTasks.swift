import DovetailTasks
import DovetailTransport

/// Tasks that were sent or wait, in the order of their sends, and what a test may require of them.
public struct EnqueuedTasks: Sendable {
  /// The tasks.
  public let tasks: [EnqueuedTask]
  /// The bodies of messages that are no tasks, such as raw ones.
  public let otherBodies: [String]
  /// Whether it is what waits now, or a record of what was sent.
  let isStanding: Bool
  /// When it was looked.
  let time: Timestamp

  /// The names of the tasks, in order.
  public var names: [String] { tasks.map(\.name) }

  /// Throws ``TestFailure``, which shows what there is, unless there is no task and no other message.
  public func requireNone(filePath: String = #filePath, line: Int = #line) throws {
    guard !tasks.isEmpty || !otherBodies.isEmpty else { return }
    let count = tasks.count + otherBodies.count
    throw TestFailure(
      "\(Wording.count(count, "task")) \(verb(count)); none was expected.\(list)",
      filePath: filePath, line: line)
  }
}

extension EnqueuedTasks: RandomAccessCollection {
  /// The place of the first task.
  public var startIndex: Int { tasks.startIndex }
  /// The place behind the last task.
  public var endIndex: Int { tasks.endIndex }
  /// The task at a place.
  public subscript(place: Int) -> EnqueuedTask { tasks[place] }
}

extension EnqueuedTasks: CustomStringConvertible {
  /// The tasks, one a line.
  public var description: String { lines.joined(separator: "\n") }

  private var lines: [String] {
    tasks.map { $0.standing(at: time) } + otherBodies.map { "the message \"\(Wording.brief($0))\"" }
  }

  /// The tasks, each on a line of its own.
  var list: String { Wording.items(lines) }
}

// What a pattern meets.
extension EnqueuedTasks {
  func matching(_ pattern: TaskPattern) -> [EnqueuedTask] {
    tasks.filter { pattern.differences(of: $0).isEmpty }
  }

  func requireOne(
    _ pattern: TaskPattern, _ filePath: String, _ line: Int
  ) throws(TestFailure) -> EnqueuedTask {
    let found = matching(pattern)
    guard let task = found.first else {
      throw TestFailure("No \(pattern) \(verb(1)).\(rest(pattern))", filePath: filePath, line: line)
    }
    guard found.count == 1 else {
      throw TestFailure(
        "\(found.count) tasks are a \(pattern); one was expected."
          + Wording.items(found.map { $0.standing(at: time) }),
        filePath: filePath, line: line)
    }
    return task
  }

  func requireNone(
    _ pattern: TaskPattern, _ filePath: String, _ line: Int
  ) throws(TestFailure) {
    let found = matching(pattern)
    guard !found.isEmpty else { return }
    throw TestFailure(
      "A \(pattern) \(verb(1)); none was expected."
        + Wording.items(found.map { $0.standing(at: time) }),
      filePath: filePath, line: line)
  }

  func requireInOrder(
    _ name: String, _ patterns: [TaskPattern], _ filePath: String, _ line: Int
  ) throws(TestFailure) -> [EnqueuedTask] {
    let found = tasks.filter { $0.name == name }
    let isAsExpected =
      found.count == patterns.count
      && zip(patterns, found).allSatisfy { $0.differences(of: $1).isEmpty }
    guard !isAsExpected else { return found }
    let lines = (0..<Swift.max(found.count, patterns.count)).map { place in
      let expected = place < patterns.count ? patterns[place].arguments.map(Wording.list) : nil
      let actual = place < found.count ? Wording.list(found[place].arguments) : nil
      let sign = expected == actual ? "as expected" : "expected \(expected.shown)"
      return "\(place + 1). \(actual.shown), \(sign)"
    }
    throw TestFailure(
      "The tasks \(name) are not those that were expected:\n" + lines.joined(separator: "\n"),
      filePath: filePath, line: line)
  }

  /// What there is instead, and how it differs.
  private func rest(_ pattern: TaskPattern) -> String {
    guard !tasks.isEmpty || !otherBodies.isEmpty else { return " Nothing \(verb(1))." }
    let lines = tasks.map { task in
      let differences = task.name == pattern.name ? pattern.differences(of: task) : []
      let how = differences.isEmpty ? "" : ": \(differences.joined(separator: ", "))"
      return task.standing(at: time) + how
    }
    let others = otherBodies.map { "the message \"\(Wording.brief($0))\"" }
    return " What \(isStanding ? "waits" : "was"):\(Wording.items(lines + others))"
  }

  private func verb(_ count: Int) -> String {
    if isStanding { return count == 1 ? "waits" : "wait" }
    return count == 1 ? "was enqueued" : "were enqueued"
  }
}

extension String? {
  /// Arguments in parentheses.
  fileprivate var shown: String { map { "(\($0))" } ?? "none" }
}
