import ArgumentParser
import Dovetail

/// Looks for what is wrong.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract:
      "Look at credentials, clock, permissions, queues, buckets or a file; say what to mend.",
    discussion: """
      It changes nothing, unless --reset-clock asks for it: it receives and sends no message. The exit code is 0 \
      when nothing is wrong and 1 when there is a fault or a warning.
      """)

  @OptionGroup var store: StoreOptions
  @Argument(help: "The queues, without the URL's prefix. Default: all that there are.")
  var queues: [String] = []
  @Option(help: "How often a worker tries a task.") var attempts = 5
  @Option(help: "For how many seconds a worker hides a task: 1 to 43200.") var visibility = 60
  @Option(help: "The longest time-out of a task, in seconds. Default: tasks have none.")
  var taskTimeout: Int?
  @Flag(help: "Look only at what sending needs.") var produce = false
  @Flag(help: "Let a file's time go with the clock again; nobody else may have the file open.")
  var resetClock = false

  func run() async throws {
    let diagnosis = try await Doctor.examine(store.place.text, checkUp)
    if store.json {
      for finding in diagnosis.findings { try Printer(json: true).print(finding, "") }
    } else {
      print(diagnosis)
    }
    guard diagnosis.isSound else { throw ExitCode(1) }
  }

  private var checkUp: CheckUp {
    var checkUp = CheckUp()
    checkUp.configuration.retry = .exponential(maxAttempts: attempts)
    checkUp.configuration.visibilityTimeout = .seconds(visibility)
    checkUp.taskTimeout = taskTimeout.map { .seconds($0) }
    checkUp.receives = !produce
    checkUp.resetsClock = resetClock
    checkUp.looksAtAllQueues = queues.isEmpty
    if let first = queues.first {
      checkUp.configuration.defaultQueue = TaskQueue(first)
      checkUp.configuration.queues = queues.dropFirst().map { TaskQueue($0) }
    }
    return checkUp
  }
}
