import DovetailTasks
import DovetailTransport

/// What a test expects of a task: its name, and what else it says.
struct TaskPattern {
  let name: String
  /// The arguments; nil: any.
  let arguments: TaskArguments?
  /// What of these is not nil must hold, and the labels and attributes must be among the task's.
  let options: SendOptions
  /// Writes arguments as the task's own types would, whatever form they came in.
  let rewrite: (TaskArguments) throws -> TaskArguments
  /// What else must hold.
  let condition: ((TaskArguments) throws -> Bool)?

  /// What of a task is not as expected, in words; nothing when it is the one.
  func differences(of task: EnqueuedTask) -> [String] {
    guard task.name == name else { return ["its name is \(task.name)"] }
    return argumentDifferences(task) + optionDifferences(task)
  }

  private func argumentDifferences(_ task: EnqueuedTask) -> [String] {
    do {
      let found = try rewrite(task.arguments)
      if let condition, try !condition(found) { return ["it does not meet the condition"] }
      guard let arguments, found != arguments else { return [] }
      return differences(from: arguments, in: found)
    } catch {
      return ["its arguments cannot be read: \(error)"]
    }
  }

  private func differences(from expected: TaskArguments, in found: TaskArguments) -> [String] {
    let places = zip(Wording.values(expected), Wording.values(found)).enumerated()
      .filter { $0.element.0 != $0.element.1 }
      .map { "argument \($0.offset + 1) is \($0.element.1)" }
    let names = Wording.members(found)
      .filter { Wording.members(expected)[$0.key] != $0.value }
      .sorted { $0.key < $1.key }
      .map { "\($0.key) is \($0.value)" }
    // Long values may differ where they are cut.
    return places + names == [] ? ["its arguments differ"] : places + names
  }

  private func optionDifferences(_ task: EnqueuedTask) -> [String] {
    var differences: [String] = []
    func compare<Value: Equatable>(_ what: String, _ expected: Value?, _ found: Value?) {
      guard let expected, expected != found else { return }
      differences.append("its \(what) is \(found.map { "\($0)" } ?? "none")")
    }
    compare("queue", options.queue, task.queue)
    compare("id", options.id, task.id)
    compare("delay", options.delay.map(Wording.seconds), Wording.seconds(task.delay))
    compare("group", options.group, task.group)
    compare("de-duplication id", options.deduplicationID, task.deduplicationID)
    compare("time-out", options.timeout?.inSeconds, task.labels[TaskLabel.timeout]?.doubleValue)
    compare("number of attempts", options.attempts, task.labels[TaskLabel.maxRetries]?.intValue)
    compare("keepsResult", options.keepsResult, task.labels[TaskLabel.noResult]?.boolValue != true)
    for (name, value) in options.labels.sorted(by: { $0.key < $1.key }) {
      compare("label \(name)", value.shown, task.labels[name]?.shown)
    }
    for (name, value) in options.attributes.sorted(by: { $0.key < $1.key }) {
      compare("attribute \(name)", value.shown, task.attributes[name]?.shown)
    }
    return differences
  }
}

extension TaskPattern: CustomStringConvertible {
  /// The expectation as a phrase: `task mail.welcome("ada") with delay 600 s`.
  var description: String {
    var wishes: [String] = []
    func wish(_ what: String, _ value: (some Any)?) {
      if let value { wishes.append("\(what) \(value)") }
    }
    wish("queue", options.queue)
    wish("id", options.id)
    wish("delay", options.delay.map(Wording.seconds))
    wish("group", options.group)
    wish("de-duplication id", options.deduplicationID)
    wish("time-out", options.timeout.map(Wording.seconds))
    wish("number of attempts", options.attempts)
    wish("keepsResult", options.keepsResult)
    for (name, value) in options.labels.sorted(by: { $0.key < $1.key }) {
      wish("label \(name)", value.shown)
    }
    for (name, value) in options.attributes.sorted(by: { $0.key < $1.key }) {
      wish("attribute \(name)", value.shown)
    }
    let call = arguments.map { Wording.call(name, $0) } ?? name
    let suffix = wishes.isEmpty ? "" : " with \(wishes.joined(separator: ", "))"
    return "task \(call)\(suffix)\(condition == nil ? "" : " that meets the condition")"
  }
}

extension LabelValue {
  /// The value as one would write it.
  fileprivate var shown: String {
    switch self {
    case .string(let text), .any(let text): "\"\(Wording.brief(text))\""
    case .int(let number): "\(number)"
    case .double(let number): "\(number)"
    case .bool(let value): "\(value)"
    case .bytes(let bytes): "\(bytes.count) bytes"
    }
  }
}

extension MessageAttribute {
  /// The value as one would write it.
  fileprivate var shown: String {
    switch value {
    case .string(let text): "\"\(Wording.brief(text))\" of type \(dataType)"
    case .binary(let bytes): "\(bytes.count) bytes of type \(dataType)"
    }
  }
}
