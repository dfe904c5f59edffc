import ArgumentParser
import Dovetail

/// Deletes a received message.
struct DeleteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Delete a message by the receipt handle of its receive.")

  @OptionGroup var store: StoreOptions
  @Argument(help: "The queue.", transform: { try QueueName($0) }) var queue: QueueName
  @Argument(help: "The receipt handle, as receive prints it.") var receipt: String

  func run() async throws {
    try await store.withStore { opened in
      try await opened.queues.delete(ReceiptHandle(rawValue: receipt), from: queue)
    }
  }
}
