import DovetailTasks
import DovetailTransport
import Testing

@testable import Dovetail

@Suite("What the doctor says of a queue")
struct QueueFactsTests {
  /// A queue and a dead-letter queue that fit a worker as it is by default.
  private struct Case {
    var name = "orders"
    var target = "orders-dlq"
    var maxReceiveCount = 20
    var attributes: [QueueAttributeName: String] = [
      .visibilityTimeout: "60", .messageRetentionPeriod: "345600",
    ]
    var kept: Result<QueueAttributes, any Error>? = .success(
      QueueAttributes([.messageRetentionPeriod: "1209600"]))
    var checkUp = CheckUp()
    var declared: TaskQueue = "orders"

    /// The codes of the findings, with how bad they are.
    func findings() throws -> [Finding] {
      var attributes = QueueAttributes(attributes)
      if kept != nil {
        attributes.redrivePolicy = RedrivePolicy(
          deadLetterTarget: QueueARN(
            region: "r", account: "000000000000", queue: try QueueName(target)),
          maxReceiveCount: maxReceiveCount)
      }
      return QueueFacts(
        declared: declared, name: try QueueName(name), attributes: attributes, deadLetters: kept,
        checkUp: checkUp
      ).findings
    }
  }

  private func findings(_ change: (inout Case) -> Void) throws -> [String] {
    var queue = Case()
    change(&queue)
    return try queue.findings().map { "\($0.severity) \($0.code)" }
  }

  @Test func `one that fits is fine`() throws {
    #expect(try findings { _ in } == ["fine queue.fine"])
  }

  @Test func `without a dead-letter queue a worker does not start`() throws {
    #expect(try findings { $0.kept = nil } == ["fault redrive.missing"])
  }

  @Test func `who only sends needs no dead-letter queue`() throws {
    let findings = try findings {
      $0.kept = nil
      $0.checkUp.receives = false
    }

    #expect(findings == ["fine queue.fine"])
  }

  @Test func `a dead-letter queue has to exist`() throws {
    let findings = try findings {
      $0.kept = .failure(TransportError(.queueDoesNotExist, attempt: ""))
    }

    #expect(findings == ["fault redrive.target-missing"])
  }

  @Test func `a dead-letter queue that may not be looked at is told of`() throws {
    let findings = try findings {
      $0.kept = .failure(TransportError(.accessDenied, attempt: ""))
    }

    #expect(findings == ["warning redrive.target-unknown"])
  }

  @Test func `a dead-letter queue has to be of the same kind`() throws {
    #expect(try findings { $0.target = "orders-dlq.fifo" } == ["fault redrive.kind"])
  }

  @Test(arguments: [(9, ["warning redrive.count"]), (10, ["fine queue.fine"])])
  func `SQS has to leave a message five receives more than the worker has attempts`(
    count: Int, expected: [String]
  ) throws {
    #expect(try findings { $0.maxReceiveCount = count } == expected)
  }

  @Test(arguments: [
    ("345600", "345600", ["warning redrive.retention"]), ("345600", "345601", ["fine queue.fine"]),
    ("1209600", "1209600", ["fine queue.fine"]),
  ])
  func `a dead-letter queue has to keep longer than the queue, unless none can`(
    retention: String, kept: String, expected: [String]
  ) throws {
    let findings = try findings {
      $0.attributes[.messageRetentionPeriod] = retention
      $0.kept = .success(QueueAttributes([.messageRetentionPeriod: kept]))
    }

    #expect(findings == expected)
  }

  @Test func `a queue that hides for less than a task may take is advised against`() throws {
    #expect(
      try findings { $0.attributes[.visibilityTimeout] = "59" } == ["advice visibility.own"])
    #expect(
      try findings { $0.checkUp.taskTimeout = .seconds(61) } == ["advice visibility.own"])
  }

  @Test func `where workers in Python receive too it is warned of`() throws {
    let findings = try findings {
      $0.declared = TaskQueue("orders") { $0.isShared = true }
      $0.checkUp.taskTimeout = .seconds(61)
    }

    #expect(findings == ["warning visibility.own"])
  }

  @Test func `no task may take more than twelve hours`() throws {
    let findings = try findings {
      $0.attributes[.visibilityTimeout] = "43200"
      $0.checkUp.taskTimeout = .seconds(43_201)
      $0.checkUp.configuration.retry = .never
    }

    #expect(findings == ["warning visibility.limit", "advice visibility.own"])
  }

  @Test(arguments: [(959, ["warning retention.schedule"]), (961, ["fine queue.fine"])])
  func `a queue has to keep a message for all attempts and the pauses between them`(
    retention: Int, expected: [String]
  ) throws {
    // Four runs of 60 s, and pauses of up to 120 s, 240 s and 360 s.
    let findings = try findings {
      $0.attributes[.messageRetentionPeriod] = "\(retention)"
      $0.checkUp.configuration.retry = .exponential(
        maxAttempts: 4, base: .seconds(120), cap: .seconds(360))
    }

    #expect(findings == expected)
  }

  @Test func `back-offs of one's own cannot be looked at`() throws {
    let findings = try findings {
      $0.attributes[.messageRetentionPeriod] = "60"
      $0.checkUp.configuration.retry = .custom { _, _ in .seconds(1) }
    }

    #expect(findings == ["fine queue.fine"])
  }

  @Test func `who tells duplicates by content needs the attribute for it`() throws {
    let findings = try findings {
      $0.name = "orders.fifo"
      $0.target = "orders-dlq.fifo"
      $0.declared = TaskQueue("orders.fifo") { $0.deduplication = .content }
    }

    #expect(findings == ["fault queue.content"])
  }

  @Test func `what is wrong has a sentence on what to do`() throws {
    var queue = Case()
    queue.maxReceiveCount = 1
    let finding = try #require(try queue.findings().first)

    #expect(finding.subject == "queue orders")
    #expect(finding.remedy == "Set maxReceiveCount of RedrivePolicy to 20.")
  }
}
