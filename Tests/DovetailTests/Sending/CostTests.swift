import Dovetail
import MetricsTestKit
import Testing

@Suite("Sending: costs", .timeLimit(.minutes(5)))
struct CostTests {
  private func services(_ bench: Workbench) throws -> BrokerServices {
    var services = bench.services
    services.blobs = BlobFolder(bench.double.blobs, bucket: try BucketName("results"))
    return services
  }

  @Test func `requests that were made and those of sending one by one, with what they cost`()
    async throws
  {
    let bench = try await Workbench()

    _ = await bench.broker.enqueueAll(Letter.numbered(100))

    let line = bench.broker.costReport()[.send]
    #expect(line.requests == 10)
    #expect(line.billed == 10)
    #expect(line.oneByOne == 100)
    #expect(abs(line.spent - 10 * 0.4e-6) < 1e-12)
    #expect(abs(line.saved - 90 * 0.4e-6) < 1e-12)
  }

  @Test func `each 64 KiB of payload are billed as a request, sent and received`() async throws {
    let bench = try await Workbench()
    let empty = try await size(of: Letter(""))
    let letters = [65_536, 65_537, 1000].map { Letter(String(repeating: "x", count: $0 - empty)) }

    for letter in letters { try await bench.broker.enqueue(letter) }
    try await Worker(bench.broker) { Letter.handle { _ in } }.drain()

    let report = bench.broker.costReport()
    #expect(report[.send].requests == 3)
    #expect(report[.send].billed == 1 + 2 + 1)
    #expect(report[.send].saved == 0)
    // 132,073 bytes in one receive; the others find nothing.
    let idle = report[.receive].requests - 1
    #expect(report[.receive].billed == 3 + idle)
    #expect(report[.receive].oneByOne == 4 + idle)
  }

  private func size(of letter: Letter) async throws -> Int {
    let bench = try await Workbench()
    try await bench.broker.enqueue(letter)
    return try #require(try await bench.visible().first).size
  }

  @Test func `requests of the worker count by their kind, those for results too`() async throws {
    let bench = try await Workbench { $0.retry = .constant(.seconds(1), maxAttempts: 2) }
    let letters = Letter.numbered(3)
    let worker = Worker(bench.broker) {
      Letter.handle { letter in if letter.text == "2" { throw PaymentDeclined() } }
    }
    _ = await bench.broker.enqueueAll(letters)

    _ = try await worker.drain()

    let report = bench.broker.costReport()
    #expect(report[.send].requests == 1)
    #expect(report[.delete].oneByOne == 2)
    #expect(report[.changeVisibility].requests == 1)
    // Two results, and the record of the failed run.
    #expect(report[.putObject].requests == 3)
    #expect(abs(report[.putObject].spent - 3 * 5e-6) < 1e-12)
    #expect(report[.putObject].saved == 0)
    #expect(report.total.requests == report.lines.values.reduce(0) { $0 + $1.requests })
    #expect(report.total.spent > report[.putObject].spent)
  }

  @Test func `large payloads count as requests of the blob store`() async throws {
    let bench = try await Workbench()
    let broker = try await Broker(services(bench), BrokerConfiguration())

    try await broker.enqueue(Letter(String(repeating: "x", count: 2_000_000)))
    let sent = broker.costReport()
    try await Worker(broker) { Letter.handle { _ in } }.drain()

    #expect(sent[.putObject].requests == 1)
    #expect(sent[.send].billed == 1)
    #expect(sent.total.spent == sent[.putObject].spent + sent[.send].spent)
    let report = broker.costReport()
    #expect(report[.getObject].requests == 1)
    #expect(report[.deleteObjects].requests == 1)
    #expect(report[.deleteObjects].spent == 0)
  }

  @Test func `FIFO queues have their own price, and prices can be given`() async throws {
    let bench = try await Workbench { $0.defaultQueue = "letters.fifo" }
    _ = await bench.broker.enqueueAll(Letter.numbered(20), options: .group("g"))

    var prices = RequestPrices()
    let usual = bench.broker.costReport(at: prices)
    prices.fifoQueue = 1_000_000
    let dear = bench.broker.costReport(at: prices)

    #expect(usual[.send].requests == 0)
    #expect(abs(usual[.send, isFIFO: true].spent - 2 * 0.5e-6) < 1e-12)
    #expect(dear[.send, isFIFO: true].spent == 2)
    #expect(dear[.send, isFIFO: true].saved == 18)
  }

  @Test func `a request that fails is a request`() async throws {
    let bench = try await Workbench { $0.batching.retry = .never }
    bench.faults.add(.throttle(.send))

    _ = await bench.broker.enqueueAll(Letter.numbered(2))

    #expect(bench.broker.costReport()[.send].requests == 1)
  }

  @Test func `the report prints as a table`() async throws {
    let bench = try await Workbench()
    _ = await bench.broker.enqueueAll(Letter.numbered(100))
    try await bench.broker.sendRaw("x", options: .delay(.seconds(1)))
    var prices = RequestPrices()
    prices.standardQueue = 1_000_000.25

    #expect(
      "\(bench.broker.costReport(at: prices))" == """
        request      made  billed  one by one    spent $    saved $
        SendMessage    11      11         101  11.000003  90.000023
        total          11      11         101  11.000003  90.000023
        """)
  }

  @Test func `prices that are no numbers are printed as they are`() async throws {
    let bench = try await Workbench()
    try await bench.broker.sendRaw("x")
    var prices = RequestPrices()
    prices.standardQueue = .infinity

    #expect("\(bench.broker.costReport(at: prices))".contains("inf"))
  }

  @Test func `requests are counted by action and queue, or bucket, in the metrics`() async throws {
    let metrics = TestMetrics()
    let bench = try await Workbench { $0.metrics = metrics }

    _ = await bench.broker.enqueueAll(Letter.numbered(20))
    try await Worker(bench.broker) { Letter.handle { _ in } }.drain()

    let count = { (action: String, place: (String, String)) in
      try metrics.expectCounter("dovetail.requests", [("action", action), place]).totalValue
    }
    #expect(try count("SendMessage", ("queue", "default")) == 2)
    let deletes = bench.broker.costReport()[.delete].requests
    #expect(try count("DeleteMessage", ("queue", "default")) == deletes)
    #expect(try count("PutObject", ("bucket", "results")) == 20)
  }
}
