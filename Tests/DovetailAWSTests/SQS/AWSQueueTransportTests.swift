import DovetailTransport
import DovetailWire
import Testing

@testable import DovetailAWS

@Suite("Queues of SQS")
struct AWSQueueTransportTests {
  private let url = ScriptedExchange.Step.answer(
    200, #"{"QueueUrl":"https://sqs.eu-west-1.amazonaws.com/123456789012/jobs"}"#)
  private let jobs: QueueName
  private let fifo: QueueName

  init() throws {
    jobs = try QueueName("jobs")
    fifo = try QueueName("jobs.fifo")
  }

  /// An answer to a batch in which the entries with those ids have succeeded.
  private func sent(_ ids: String..., failed: String = "") -> ScriptedExchange.Step {
    let successes = ids.map {
      #"{"Id":"\#($0)","MessageId":"m\#($0)","MD5OfMessageBody":"0cc175b9c0f1b6a831c399e269772661"}"#
    }
    return .answer(
      200, #"{"Successful":[\#(successes.joined(separator: ","))],"Failed":[\#(failed)]}"#)
  }

  @Test func `a queue's URL is looked up once`() async throws {
    let bench = try AWSBench([url, sent("0"), sent("0")])

    _ = try await bench.queues.send(OutgoingMessage("a"), to: jobs)
    _ = try await bench.queues.send(OutgoingMessage("a"), to: jobs)

    #expect(
      bench.exchange.calls.map { $0.request.headers["X-Amz-Target"] } == [
        "AmazonSQS.GetQueueUrl", "AmazonSQS.SendMessageBatch", "AmazonSQS.SendMessageBatch",
      ])
  }

  @Test func `a queue that is gone is looked up again`() async throws {
    let bench = try AWSBench([
      url, .answer(400, CallBench.error("com.amazonaws.sqs#QueueDoesNotExist")), url, sent("0"),
    ])

    let error = await #expect(throws: TransportError.self) {
      try await bench.queues.send(OutgoingMessage("a"), to: jobs)
    }
    _ = try await bench.queues.send(OutgoingMessage("a"), to: jobs)

    #expect(error?.code == .queueDoesNotExist)
    #expect(error?.attempt == "send to jobs")
  }

  @Test func `each entry has its own outcome, in the order of the call`() async throws {
    let bench = try AWSBench([
      url,
      sent(
        "1",
        failed:
          #"{"Id":"0","Code":"InternalError","SenderFault":false,"Message":"later"}"#),
    ])

    let outcomes = try await bench.queues.send(
      [OutgoingMessage("a"), OutgoingMessage("a"), OutgoingMessage("\u{1}")], to: jobs)

    #expect(outcomes.map { try? $0.get().id.rawValue } == [nil, "m1", nil])
    #expect(throws: TransportError.self) { try outcomes[2].get() }
    let batch = try #require(bench.exchange.calls.last?.body)
    #expect(!batch.contains("\\u0001"))
  }

  @Test func `a batch whose entries are all wrong is not sent`() async throws {
    let bench = try AWSBench([])

    let outcomes = try await bench.queues.send([OutgoingMessage("")], to: jobs)

    #expect(outcomes.count == 1)
    #expect(bench.exchange.calls.isEmpty)
  }

  @Test func `an entry of which the service says nothing may have been accepted`() async throws {
    let bench = try AWSBench([url, sent()])

    let outcome = try await bench.queues.send([OutgoingMessage("a")], to: jobs).first

    let error = #expect(throws: TransportError.self) { try outcome?.get() }
    #expect(error?.code == .outcomeUnknown)
  }

  @Test func `a send without an answer is attempted again, and then unknown`() async throws {
    let bench = try AWSBench(
      [url, .fail(.interrupted), .fail(.interrupted), .fail(.notConnected)])

    let error = await #expect(throws: TransportError.self) {
      try await withoutWaiting(on: bench.clock) {
        try await bench.queues.send(OutgoingMessage("a"), to: jobs)
      }
    }

    #expect(error?.code == .outcomeUnknown)
    #expect(bench.exchange.calls.count == 4)
  }

  @Test(arguments: [
    (Duration?.none, Duration.seconds(30)), (.seconds(0), .seconds(10)),
    (.seconds(20), .seconds(30)),
  ])
  func `a receive's time-out is its wait and ten seconds`(
    wait: Duration?, timeout: Duration
  ) async throws {
    let bench = try AWSBench([url, .answer(200, "{}")])

    _ = try await bench.queues.receive(from: jobs, ReceiveOptions(waitTime: wait))

    #expect(bench.exchange.calls.last?.options.timeout == timeout)
  }

  @Test func `a receive from a FIFO queue that is attempted again asks for the same messages`()
    async throws
  {
    let bench = try AWSBench([url, .fail(.timedOut), .answer(200, "{}"), .answer(200, "{}")])

    try await withoutWaiting(on: bench.clock) {
      _ = try await bench.queues.receive(from: fifo)
      _ = try await bench.queues.receive(from: fifo)
    }

    let names = try bench.exchange.calls.dropFirst().map { call in
      try JSONValue(parsing: call.request.body).members?["ReceiveRequestAttemptId"]?.string
    }
    #expect(names[0] != nil)
    #expect(names[0] == names[1])
    #expect(names[1] != names[2])
  }

  @Test
  func `a message that was damaged on its way is left to come again, the others are returned`()
    async throws
  {
    let bench = try AWSBench([
      url,
      .answer(
        200,
        #"""
        {"Messages":[{"MessageId":"1","ReceiptHandle":"r","Body":"a","MD5OfBody":"no"},
        {"MessageId":"2","ReceiptHandle":"r","Body":"a","MD5OfBody":"0cc175b9c0f1b6a831c399e269772661"}]}
        """#),
    ])

    let messages = try await bench.queues.receive(from: jobs, ReceiveOptions(maxMessages: 10))

    #expect(messages.map(\.id.rawValue) == ["2"])
  }

  @Test func `calls go to the host of the queue's URL, for its region`() async throws {
    let bench = try AWSBench([
      .answer(200, #"{"QueueUrl":"https://sqs.us-west-2.amazonaws.com/123456789012/jobs"}"#),
      .answer(200, "{}"),
    ])

    _ = try await bench.queues.receive(from: jobs)

    let call = try #require(bench.exchange.calls.last)
    #expect(call.origin.host == "sqs.us-west-2.amazonaws.com")
    #expect(call.request.headers["Authorization"]?.contains("/us-west-2/sqs/") == true)
  }
}
