import Dovetail
import Foundation
import Testing

@Suite("Raw queues: bodies that are the JSON of a value", .timeLimit(.minutes(5)))
struct RawBodyTests {
  /// What CloudWatch and EventBridge send at a scheduled time.
  struct ScheduledEvent: Codable, Hashable {
    let id: String
    let time: Date
    let kind: String
    let resources: [String]

    enum CodingKeys: String, CodingKey {
      case id
      case time
      case kind = "detail-type"
      case resources
    }
  }

  private let cron = RawQueue("cron")

  private func bench() async throws -> Workbench {
    try await Workbench { $0.queues = ["cron"] }
  }

  @Test func `a body is read as a value, with dates`() async throws {
    let bench = try await bench()
    let log = Log<(ScheduledEvent, Int)>()
    try await bench.broker.sendRaw(
      """
      {"version": "0", "id": "a9a10406", "detail-type": "Scheduled Event", "source": "aws.events",
       "time": "2019-09-20T09:19:56Z", "resources": ["arn:aws:events:eu-west-1:1:rule/R"], "detail": {}}
      """, options: .queue("cron"))

    try await Worker(bench.broker) {
      cron.handle(as: ScheduledEvent.self) { event, context in
        log.add((event, context.receiveCount))
      }
    }.drain()

    let (event, count) = try #require(log.all.first)
    #expect(event.kind == "Scheduled Event")
    #expect(event.time == Date(timeIntervalSince1970: 1_568_971_196))
    #expect(event.resources == ["arn:aws:events:eu-west-1:1:rule/R"])
    #expect(count == 1)
  }

  @Test func `what a handler of values stores is the value's result`() async throws {
    let bench = try await bench()
    let sent = try await bench.broker.sendRaw("[1, 2, 3]", options: .queue("cron"))

    try await Worker(bench.broker) {
      cron.handle(as: [Int].self, storing: Int.self) { numbers, _ in numbers.reduce(0, +) }
    }.drain()

    let job = bench.broker.job(TaskID(rawValue: sent.id.rawValue), as: Int.self)
    #expect(try await job.value(timeout: .zero) == 6)
  }

  @Test(arguments: [
    "secret", "{", #"{"id": 7}"#, #"{"id": "7", "time": "secret"}"#, "[]", "\u{FEFF}{}",
  ])
  func `a body that cannot be read is a dead letter at once, with a reason that does not quote it`(
    body: String
  ) async throws {
    let bench = try await bench()
    let log = Log<Int>()
    try await bench.broker.sendRaw(body, options: .queue("cron"))
    let worker = Worker(bench.broker) {
      cron.handle(as: ScheduledEvent.self, retry: .immediate(maxAttempts: 5)) { _ in log.add(1) }
    }

    let reports = try await worker.drain()

    #expect(reports.count == 1)
    guard case .deadLettered(let reason) = reports[0].outcome else {
      Issue.record("\(reports[0].outcome)")
      return
    }
    #expect(reason.contains("the body"))
    #expect(!reason.contains("secret"))
    #expect(log.all.isEmpty)
    let letters = try await bench.broker.deadLetters(of: "cron").look().letters
    #expect(letters.map(\.reason) == [reason])
  }
}
