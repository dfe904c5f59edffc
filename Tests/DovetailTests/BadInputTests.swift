import Dovetail
import Foundation
import Testing

@Suite("Bad input")
struct BadInputTests {
  @Test(arguments: [
    ("", "no scheme"), ("dev.db", "no scheme"), ("memory:x", "memory:"), ("sqlite:", "path"),
    ("sqlite::memory:", "memory:"), ("redis://localhost", "redis"), ("sqs:eu-west-1", "slashes"),
    ("sqs://a.b", "region"),
    ("sqs://x?results=bucket", "s3://BUCKET"), ("sqs://x?what=1", "what"),
    ("sqs://x?prefix", "prefix"),
    ("sqs://x?path-style=maybe", "path-style"),
  ])
  func `a malformed URL is an error that names it and the fault`(
    url: String, fault: String
  ) async throws {
    let error = await #expect(throws: BrokerURLError.self) { try await Broker.open(url) }

    #expect(error?.description.contains("\"\(url)\"") == true)
    #expect(error?.problem.contains(fault) == true)
  }

  @Test func `a file in a folder that is not there is an error that names the file`() async throws {
    let path = "/dev/null/dovetail/dev.db"

    let error = await #expect(throws: TransportError.self) {
      try await Broker.open("sqlite:\(path)")
    }

    #expect(error?.code == .storageUnusable)
    #expect(error?.description.contains(path) == true)
  }

  @Test func `a file that is no database is an error that names the file, and stays as it is`()
    async throws
  {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).db")
    let content = Data("This is a letter, not a database.".utf8)
    try content.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }  // The system clears the folder.

    let error = await #expect(throws: TransportError.self) {
      try await Broker.open("sqlite:\(file.path)")
    }

    #expect(error?.code == .storageUnusable)
    #expect(error?.description.contains(file.path) == true)
    #expect(try Data(contentsOf: file) == content)
  }

  @Test(arguments: ["", "with space", "naïve", String(repeating: "x", count: 81), "a/b"])
  func `a queue name against the rules is an error that names it`(name: String) async throws {
    var configuration = BrokerConfiguration()
    configuration.queues = [TaskQueue(name)]

    let error = await #expect(throws: TransportError.self) {
      try await Broker.open("memory:", configuration)
    }

    #expect(error?.description.contains("\"\(name)\"") == true)
  }

  @Test func `a task for a queue that the broker does not have is refused`() async throws {
    let broker = try await Broker.open("memory:")
    let task = broker.task("task", queue: "elsewhere") {}

    let error = await #expect(throws: TaskError.self) { try await task.enqueue() }

    #expect(error?.code == .unknownQueue)
    #expect(error?.description.contains("elsewhere") == true)
  }

  @Test func `a body over 1 MiB is refused with its size, and nothing is sent`() async throws {
    let broker = try await Workbench().brokerWithoutBlobs()
    let task = broker.task("task") { (text: String) in text.count }

    let error = await #expect(throws: TaskError.self) {
      try await task.enqueue(String(repeating: "x", count: 1_048_576))
    }

    #expect(error?.code == .tooLarge)
    #expect(error?.description.contains("1048576") == true)
    #expect(try await Worker(broker) { task }.drain().isEmpty)
  }

  @Test func `arguments that do not encode are an error that names the task`() async throws {
    let broker = try await Broker.open("memory:")
    let task = broker.task("half.life") { (number: Double) in number }

    let error = await #expect(throws: TaskError.self) { try await task.enqueue(.nan) }

    #expect(error?.code == .unencodable)
    #expect(error?.description.contains("half.life") == true)
    #expect(try await Worker(broker) { task }.drain().isEmpty)
  }

  @Test func `of many tasks, one that cannot be sent fails alone`() async throws {
    struct Note: TaskPayload {
      static let task = TaskName<Note, Int>("note")
      var text: String
    }
    let broker = try await Workbench().brokerWithoutBlobs()
    var notes = (0..<25).map { Note(text: "\($0)") }
    notes[7].text = String(repeating: "x", count: 1_048_576)

    let outcomes = await broker.enqueueAll(notes)

    #expect(outcomes.count == 25)
    for (index, outcome) in outcomes.enumerated() {
      #expect((try? outcome.get()) == nil ? index == 7 : index != 7)
    }
    let reports = try await Worker(broker) { Note.handle { $0.text.count } }.drain()
    #expect(reports.count == 24)
  }

  @Test(arguments: [Duration.seconds(-1), .seconds(367 * 86_400)])
  func `a delay out of range is refused before anything is sent`(delay: Duration) async throws {
    let broker = try await Broker.open("memory:")
    let task = broker.task("task") {}

    let error = await #expect(throws: TaskError.self) {
      try await task.enqueue(options: .delay(delay))
    }

    #expect(error?.code == .invalidOption)
  }
}
