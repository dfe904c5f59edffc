import ArgumentParser
import Dovetail

/// Receives messages.
struct ReceiveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "receive",
    abstract: "Receive messages: hides them, and raises their receive counts.")

  @OptionGroup var store: StoreOptions
  @Argument(help: "The queue.", transform: { try QueueName($0) }) var queue: QueueName
  @Option(name: .shortAndLong, help: "At most so many: 1 to 10.") var number = 1
  @Option(help: "Hide them for so many seconds: 0 to 43200. Default: as the queue says.")
  var visibility: Int?
  @Option(help: "Wait for the first one for so many seconds: 0 to 20. Default: as the queue says.")
  var wait: Int?

  func run() async throws {
    let options = ReceiveOptions(
      maxMessages: number, visibilityTimeout: visibility.map { .seconds($0) },
      waitTime: wait.map { .seconds($0) })
    try await store.withStore { opened in
      for message in try await opened.queues.receive(from: queue, options) {
        let record = ReceivedRecord(message)
        try Printer(json: store.json).print(
          record, "\(record.id)  receive \(record.receiveCount)  \(record.receipt)\n\(record.body)")
      }
    }
  }
}

/// A received message, as it is printed.
private struct ReceivedRecord: Encodable {
  var id: String
  var receipt: String
  var body: String
  var sentAt: String
  var receiveCount: Int

  init(_ message: ReceivedMessage) {
    id = message.id.rawValue
    receipt = message.receipt.rawValue
    body = message.body
    sentAt = message.sentAt.description
    receiveCount = message.receiveCount
  }
}
