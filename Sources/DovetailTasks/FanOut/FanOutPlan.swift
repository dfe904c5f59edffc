import DovetailTransport

/// Makes the tasks of a fan-out, and finds what is wrong with it before anything is stored or sent.
struct FanOutPlan {
  private let entity: String
  private let options: SendOptions

  /// The most tasks of a batch: its record is one object that is read and written whole.
  private static let maxSteps = 10_000

  init(
    _ entity: String, _ batch: String, _ options: SendOptions, _ lifetime: Duration
  ) throws(TaskError) {
    for (text, what) in [(entity, "entity"), (batch, "batch key")] {
      guard (1...256).contains(text.utf8.count) else {
        throw TaskError(
          .invalidOption,
          "The \(what) of a fan-out must have 1 to 256 bytes; it has \(text.utf8.count).")
      }
    }
    try OnceKey(text: batch, lifetime: lifetime).check(of: "fan-out \(entity)")
    guard options.group == nil, options.id == nil, options.deduplicationID == nil,
      options.once == nil
    else {
      throw TaskError(
        .invalidOption,
        "The options of fan-out \(entity) hold an id, a group or a key; its tasks each have their own."
      )
    }
    self.entity = entity
    self.options = options
  }

  /// The tasks of the steps, each with an id of its own.
  func tasks(
    of steps: [FanOutStep], _ pipeline: SendPipeline
  ) throws(TaskError) -> [OutgoingTask] {
    guard (1...Self.maxSteps).contains(steps.count) else {
      throw TaskError(
        .invalidOption,
        "Fan-out \(entity) must have 1 to \(Self.maxSteps) steps; it has \(steps.count).")
    }
    var names: Set<String> = []
    var tasks: [OutgoingTask] = []
    for step in steps {
      guard names.insert(step.name).inserted, !step.name.isEmpty else {
        throw TaskError(
          .invalidOption, "Fan-out \(entity) has two steps \"\(step.name)\", or one without a name."
        )
      }
      tasks.append(try pipeline.outgoing(call(step, of: steps.count)))
    }
    return tasks
  }

  private func call(_ step: FanOutStep, of total: Int) -> SendPipeline.Call {
    let own = SendOptions.group("\(entity)-\(step.name)")
      .label("entity_id", .string(entity)).label("task_name", .string(step.name))
      .label("total_tasks", .int(total))
      .attribute("entity_id", .string(entity)).attribute("task_name", .string(step.name))
    return SendPipeline.Call(
      name: step.task, arguments: step.arguments, taskOptions: step.options,
      options: options.overridden(by: own))
  }
}
