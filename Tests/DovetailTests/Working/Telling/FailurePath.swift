import Dovetail
import Logging
import Testing

/// A way for a delivery to come to no good end, and what its worker says and counts then.
struct FailurePath: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// The counter that rises.
  let counter: String
  /// The task that it is counted for.
  let task: String
  /// What stands in a line that is logged at warning or above.
  let reason: String
  let configure: @Sendable (inout BrokerConfiguration) -> Void
  let act: @Sendable (FailureBench) async throws -> Void

  init(
    _ name: String, _ counter: String, task: String = "step", _ reason: String,
    configure: @escaping @Sendable (inout BrokerConfiguration) -> Void = { _ in },
    _ act: @escaping @Sendable (FailureBench) async throws -> Void
  ) {
    testDescription = name
    self.counter = "dovetail.run.\(counter)"
    self.task = task
    self.reason = reason
    self.configure = configure
    self.act = act
  }

  static let all = runs + unread + stores + ends
}

// Runs that fail.
extension FailurePath {
  private static let step = FailureBench.step
  private static let secret = FailureBench.secret

  private static let runs = [
    FailurePath("a run that fails", "retried", "no cover") { bench in
      try await bench.send()
      try await bench.drain(
        step.handle(retry: .constant(.seconds(5))) { _ in throw PaymentDeclined() })
    },
    FailurePath("a run that fails for good", "deadlettered", "no cover") { bench in
      try await bench.send()
      try await bench.fail()
    },
    FailurePath("a task that asks to be run later", "retried", "no cover") { bench in
      try await bench.send()
      try await bench.drain(
        step.handle { _ in throw RetryLater(.seconds(5), because: PaymentDeclined()) })
    },
    FailurePath("a run over its time", "deadlettered", "longer than 10.0 s") { bench in
      try await bench.send()
      async let reports = bench.drain(
        step.handle(retry: .never, timeout: .seconds(10)) { (context: TaskContext, _: String) in
          try await context.clock.sleep(for: .seconds(86_400))
        })
      await bench.clock.waitForCalls(atLeast: 3)  // The lease, the time-out, the body's sleep.
      bench.clock.advance(by: .seconds(10))
      _ = try await reports
    },
    FailurePath("arguments of another type", "deadlettered", "argument 1") { bench in
      try await bench.send()
      try await bench.drain(TaskKey("step", as: ((Int) -> Void).self).handle { _ in })
    },
    FailurePath("arguments that their type refuses", "deadlettered", "argument 1") { bench in
      try await bench.send()
      try await bench.drain(TaskKey("step", as: ((Refusing) -> Void).self).handle { _ in })
    },
    FailurePath("a value that does not encode", "deadlettered", "the return value") { bench in
      try await bench.send()
      try await bench.drain(
        TaskKey("step", as: ((String) -> Refusing).self).handle { text in Refusing(text: text) })
    },
    FailurePath(
      "a middleware that lets no body run", "deadlettered", "middleware",
      configure: { $0.runMiddleware = [Swallowing()] },
      { bench in
        try await bench.send()
        try await bench.drain(step.handle { _ in })
      }),
  ]

  /// A type that reads and writes nothing, and says all that it knows.
  private struct Refusing: Codable, Sendable {
    let text: String

    init(text: String) {
      self.text = text
    }

    init(from decoder: any Decoder) throws {
      let text = try decoder.singleValueContainer().decode(String.self)
      throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: text))
    }

    func encode(to encoder: any Encoder) throws {
      throw EncodingError.invalidValue(text, .init(codingPath: [], debugDescription: text))
    }
  }

  private struct Swallowing: RunMiddleware {
    func run(_ context: TaskContext, next: () async throws -> Void) async throws {}
  }
}

// Messages that cannot be read or are not known.
extension FailurePath {
  private static let taskIQPointer = ["s3_extended_message": MessageAttribute.string("True")]

  private static let unread = [
    FailurePath("an unknown name", "postponed", task: "unknown", "No handler") { bench in
      try await bench.send()
      try await bench.drain(TaskKey("other", as: (() -> Void).self).handle {})
    },
    FailurePath("a body that is no JSON", "deadlettered", task: "unknown", "cannot be read") {
      bench in
      try await bench.send(body: secret)
      try await bench.drain(step.handle { _ in })
    },
    FailurePath("a body without a name", "deadlettered", task: "unknown", "cannot be read") {
      bench in
      try await bench.send(body: #"{"task_id": "1", "\#(secret)": ["\#(secret)"]}"#)
      try await bench.drain(step.handle { _ in })
    },
    FailurePath("a label of another type", "deadlettered", task: "unknown", "cannot be read") {
      bench in
      try await bench.send(
        body: #"""
          {"task_id": "1", "task_name": "step", "labels": {"a": "\#(secret)"},
          "labels_types": {"a": 2}, "args": [], "kwargs": {}}
          """#)
      try await bench.drain(step.handle { _ in })
    },
    FailurePath("an argument of another name", "deadlettered", "argument") { bench in
      try await bench.send(
        body: #"""
          {"task_id": "1", "task_name": "step", "labels": {}, "labels_types": {},
          "args": [], "kwargs": {"text\#u{301}": "\#(secret)"}}
          """#)
      try await bench.drain(step.handle { _ in })
    },
    FailurePath("a bad pointer", "deadlettered", task: "unknown", "cannot be read") { bench in
      try await bench.send(body: #"{"s3_bucket": "\#(secret)"}"#, taskIQPointer)
      try await bench.drain(step.handle { _ in })
    },
    FailurePath("a pointer to elsewhere", "deadlettered", task: "unknown", "trust") { bench in
      try await bench.send(
        body: #"{"s3_bucket": "elsewhere", "s3_key": "\#(secret)"}"#, taskIQPointer)
      try await bench.drain(step.handle { _ in })
    },
    FailurePath("a missing payload", "deadlettered", task: "unknown", "is missing") { bench in
      try await bench.send(large)
      bench.faults.add(.loseBlobs.only(.key(prefix: "broker/payloads/")))
      try await bench.drain(step.handle { _ in })
    },
    FailurePath(
      "a payload that may not be read", "postponed", task: "unknown", "cannot be read now"
    ) {
      bench in
      try await bench.send(large)
      bench.faults.add(.refuseReads)
      try await bench.drain(step.handle { _ in })
    },
    FailurePath("a payload that is spoiled", "deadlettered", task: "unknown", "not text in UTF-8") {
      bench in
      try await bench.send(large)
      bench.faults.add(.corruptBlobs.only(.key(prefix: "broker/payloads/")))
      try await bench.drain(step.handle { _ in })
    },
  ]

  private static let large = String(repeating: secret, count: 1000)
}

// Stores and queues that do not do what they are asked.
extension FailurePath {
  private static let stores = [
    FailurePath("a result that cannot be stored", "unsettled", "store the result") { bench in
      try await bench.send()
      bench.faults.add(.fail(.closed, .putBlob))
      try await bench.drain(step.handle { _ in })
    },
    FailurePath("an attempt that cannot be recorded", "unsettled", "record the attempt") { bench in
      try await bench.send()
      bench.faults.add(.fail(.closed, .putBlob))
      try await bench.drain(step.handle { _ in throw PaymentDeclined() })
    },
    FailurePath("a store that is not answered by", "postponed", "result store") { bench in
      try await bench.send()
      _ = try await bench.bench.visible()
      bench.clock.advance(by: .seconds(1))
      bench.faults.add(.unreachable(.getBlob))
      try await bench.drain(step.handle { _ in })
    },
    FailurePath("a record of attempts that is none", "postponed", "result store") { bench in
      try await bench.send()
      let message = try #require(try await bench.bench.visible().first)
      bench.clock.advance(by: .seconds(1))
      _ = try await bench.bench.double.blobs.put(
        Array(secret.utf8),
        at: BlobKey(bucket: BucketName("results"), key: "attempts/\(message.id)"))
      try await bench.drain(step.handle { _ in })
    },
    FailurePath("a copy that cannot be sent", "unsettled", "could not be sent") { bench in
      try await bench.send()
      bench.faults.add(.throttle(.send).on(Workbench.deadLetters))
      try await bench.fail()
    },
    FailurePath("a delete that fails", "unsettled", "delete the message") { bench in
      try await bench.send()
      bench.faults.add(.fail(.closed, .delete))
      try await bench.drain(step.handle { _ in })
    },
    FailurePath("a visibility that cannot be changed", "unsettled", "change the visibility") {
      bench in
      try await bench.send()
      bench.faults.add(.fail(.accessDenied, .changeVisibility))
      try await bench.drain(step.handle { _ in throw PaymentDeclined() })
    },
    FailurePath("a payload that is left behind", "succeeded", "left behind") { bench in
      try await bench.send(large)
      bench.faults.add(.fail(.accessDenied, .deleteBlobs))
      try await bench.drain(step.handle { _ in })
    },
    FailurePath("a hop that cannot be sent", "unsettled", task: "unknown", "could not be sent on") {
      bench in
      let due = bench.clock.now.advanced(by: .seconds(1000))
      try await bench.send(body: secret, ["dovetail_due": .number(due.milliseconds)])
      bench.faults.add(.throttle(.send))
      try await bench.drain(step.handle { _ in })
    },
    FailurePath("progress that cannot be removed", "succeeded", "progress") { bench in
      try await bench.send()
      bench.faults.add(.fail(.accessDenied, .deleteBlobs))
      try await bench.drain(
        step.handle { (context: TaskContext, text: String) in
          context.report(TaskProgress(0.5, text))
        })
    },
  ]
}

// Other ends.
extension FailurePath {
  private static let ends = [
    FailurePath("a second delivery", "duplicates", "succeeded already") { bench in
      try await bench.send()
      bench.faults.add(.deliverTwice)
      try await bench.drain(Worker(bench.bench.broker, concurrency: 1) { step.handle { _ in } })
    },
    FailurePath(
      "a second delivery whose payload is gone", "duplicates", task: "unknown", "was done already"
    ) {
      bench in
      try await bench.send(large)
      bench.faults.add(.deliverTwice)
      try await bench.drain(Worker(bench.bench.broker, concurrency: 1) { step.handle { _ in } })
    },
    FailurePath("a lease that is lost", "lost", "lease") { bench in
      try await bench.send()
      bench.faults.add(.loseLeases)
      async let reports = bench.drain(
        step.handle { (context: TaskContext, _: String) in
          try await context.clock.sleep(for: .seconds(86_400))
        })
      await bench.clock.waitForCalls(atLeast: 2)  // The lease, the body's sleep.
      bench.clock.advance(by: .seconds(30))
      _ = try await reports
    },
    FailurePath("a task that is paused", "postponed", "is paused") { bench in
      try await bench.send()
      let worker = Worker(bench.bench.broker) { step.handle { _ in } }
      worker.pause(task: "step")
      try await bench.drain(worker)
    },
    FailurePath(
      "a task without a dead-letter queue", "deadlettered", "discarded",
      configure: { $0.defaultQueue = TaskQueue("default") { $0.deadLetters = .none } },
      { bench in
        try await bench.send()
        try await bench.drain(
          Worker(bench.bench.broker, deadLetters: .discard) {
            step.handle(retry: .never) { _ in throw PaymentDeclined() }
          })
      }),
    FailurePath("a dead letter without room", "deadlettered", "no room") { bench in
      let attributes = (0..<10).map { ("a\($0)", MessageAttribute.string(secret)) }
      var options = SendOptions()
      options.attributes = Dictionary(uniqueKeysWithValues: attributes)
      try await bench.send(options: options)
      try await bench.fail()
    },
    FailurePath("a body that is left behind", "abandoned", "has not returned") { bench in
      let gate = Gate()
      try await bench.send()
      let worker = RunningWorker(
        Worker(bench.bench.broker, drainTimeout: .seconds(25)) {
          step.handle { _ in await gate.pass() }
        })
      await gate.waitForArrivals(1)
      worker.signal()
      await bench.clock.waitForCalls(atLeast: 3)  // The lease, the drain's two ends.
      bench.clock.advance(by: .seconds(25))
      try await worker.end()
      gate.open()
    },
  ]
}
