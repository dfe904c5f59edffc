import ArgumentParser
import Dovetail
import Foundation

/// Sends a message.
struct SendCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send", abstract: "Send a message; prints its id.")

  @OptionGroup var store: StoreOptions
  @Argument(help: "The queue.", transform: { try QueueName($0) }) var queue: QueueName
  @Argument(help: "The body; - reads it from standard input.") var body: String
  @Option(help: "Hide it at first, for so many seconds: 0 to 900.") var delay: Int?

  func run() async throws {
    let text = try body == "-" ? standardInput() : body
    let message = OutgoingMessage(text, delay: delay.map { .seconds($0) })
    try await store.withStore { opened in
      let sent = try await opened.queues.send(message, to: queue)
      try Printer(json: store.json).print(["id": sent.id.rawValue], sent.id.rawValue)
    }
  }

  private func standardInput() throws -> String {
    let bytes = try FileHandle.standardInput.readToEnd() ?? Data()
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ValidationError("The body on standard input is not UTF-8; SQS carries text only.")
    }
    return text
  }
}
