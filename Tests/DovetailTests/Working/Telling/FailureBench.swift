import Dovetail
import InMemoryLogging
import InMemoryTracing
import Logging
import MetricsTestKit
import Testing
import Tracing

/// A workbench whose tasks carry a secret in arguments, body, labels and attributes, and all of whose words
/// are gathered.
struct FailureBench: Sendable {
  /// What must be told to nobody.
  static let secret = "s3cr3t"

  let bench: Workbench
  let metrics = TestMetrics()
  let tracer = HeaderTracer()
  private let journal: InMemoryLogHandler
  private let told = Notes<String>()

  init(_ change: (inout BrokerConfiguration) -> Void = { _ in }) async throws {
    var journal = InMemoryLogHandler()
    journal.logLevel = .trace
    self.journal = journal
    bench = try await Workbench { [journal, metrics] configuration in
      configuration.logger = Logger(label: "journal") { _ in journal }
      configuration.metrics = metrics
      configuration.payloads.threshold = 4096
      change(&configuration)
    }
  }

  var clock: ManualClock { bench.clock }
  var faults: FaultPlan { bench.faults }

  /// The task of most paths.
  static let step = TaskKey("step", as: ((String) -> Void).self)

  /// Options with the secret wherever options have room for one.
  static let options = SendOptions.label("org", .string(secret))
    .attribute("tenant", .string(secret)).attribute("key", .binary(Array(secret.utf8)))

  /// Sends the task with its secret.
  @discardableResult
  func send(_ text: String = secret, options: SendOptions = options) async throws -> Job<NoValue> {
    try await bench.broker.enqueue(Self.step, text, options: options)
  }

  /// Sends a body as somebody else would.
  func send(body: String, _ attributes: [String: MessageAttribute] = [:]) async throws {
    _ = try await bench.double.queues.send(
      OutgoingMessage(body, attributes: attributes), to: Workbench.queue)
  }

  /// Runs what is due, and notes what it says.
  @discardableResult
  func drain(_ worker: Worker) async throws -> [TaskReport] {
    do {
      let reports = try await worker.drain()
      for report in reports { told.add("\(report)") }
      return reports
    } catch {
      told.add("\(error)")
      return []
    }
  }

  /// Runs what is due with this handler.
  @discardableResult
  func drain(_ handler: TaskHandler) async throws -> [TaskReport] {
    try await drain(Worker(bench.broker) { handler })
  }

  /// Runs what is due with a body that fails for good.
  @discardableResult
  func fail() async throws -> [TaskReport] {
    try await drain(Self.step.handle(retry: .never) { _ in throw PaymentDeclined() })
  }

  /// What was logged.
  var lines: [InMemoryLogHandler.Entry] { journal.entries }

  /// All that was said, to whomever, but for what is under the key of the body and its attributes.
  func words() async throws -> [String] {
    var words = told.all
    for line in lines {
      words.append("\(line.message) \(line.metadata) \(String(describing: line.error))")
    }
    for span in tracer.spans.finishedSpans {
      words.append("\(span.operationName) \(span.attributes) \(span.errors) \(span.events)")
    }
    for counter in metrics.counters { words.append("\(counter.label) \(counter.dimensions)") }
    for timer in metrics.timers { words.append("\(timer.label) \(timer.dimensions)") }
    for letter in (try? await bench.visible(in: Workbench.deadLetters)) ?? [] {
      words.append(letter.attributes["dovetail_dead_letter"]?.stringValue ?? "")
    }
    let results = try BucketName("results")
    for entry in try await bench.double.blobs.list(results, ListBlobsOptions()).entries {
      let task = TaskID(rawValue: entry.key)
      guard let result = try? await bench.results.result(for: task) else { continue }
      words.append(result.error?.description ?? "")
    }
    return words
  }
}
