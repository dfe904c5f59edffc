import Dovetail
import Logging
import ServiceLifecycle
import UnixSignals

/// One run of the job: sends the tasks, works on them, and gathers what they answer.
struct ExtractionRun {
  /// Where the queue is, as `Broker.open` takes it.
  var queue: String
  var library: Library
  var options: RunOptions

  /// Returns when every task has ended; throws ``Interrupted`` when a signal came first.
  func run(_ progress: ProgressMeter) async throws -> Report {
    let broker = try await Broker.open(queue, configuration)
    let sent = try await sentTasks(broker)
    let gathering = Gathering(sent, from: broker, progress)
    let worker = Worker(broker, concurrency: options.concurrency) {
      ExtractField.handler(reading: library, pace: .milliseconds(options.pace))
    }
    // The group shuts its services down from the last to the first. The gathering goes first: when
    // it has all answers it ends by itself, and the group with it. SIGTERM and SIGINT end the group
    // as well; tasks under way are finished or given back.
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [
          .init(service: broker),
          .init(service: worker),
          .init(service: gathering, successTerminationBehavior: .gracefullyShutdownGroup),
        ],
        gracefulShutdownSignals: [.sigterm, .sigint],
        logger: logger))
    try await group.run()
    return Report(documents: library.names, answers: try await gathering.answers)
  }

  /// What was sent: by an earlier process if it left a record, else now.
  private func sentTasks(_ broker: Broker) async throws -> [SentTask] {
    let record = try SendRecord(besideQueue: queue)
    if let sent = try record?.read() { return sent }
    let sent = try await Sending(broker: broker).send(library.names)
    try record?.write(sent)
    return sent
  }

  private var configuration: BrokerConfiguration {
    var configuration = BrokerConfiguration()
    // Short, so that a killed worker's tasks come back soon. A task that takes longer keeps its
    // message hidden all the same: the worker renews it.
    configuration.visibilityTimeout = .seconds(options.visibility)
    configuration.logger = logger
    return configuration
  }

  private var logger: Logger {
    var logger = Logger(label: "documents") { StreamLogHandler.standardError(label: $0) }
    // Failed tasks are errors in the log. Here they are expected, and the report lists them.
    logger.logLevel = options.verbose ? .info : .critical
    return logger
  }
}
