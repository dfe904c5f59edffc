import DovetailSQLite
import DovetailTransport

/// One call to a FIFO queue.
enum Deed: String {
  /// Sends a message of that body to the group `one`.
  case send
  /// Deletes by that receipt handle.
  case delete
  /// Makes visible what that receipt handle hides.
  case release

  func run(_ word: String, on queue: QueueName, _ double: SQLiteDouble) async throws {
    let receipt = ReceiptHandle(rawValue: word)
    switch self {
    case .send:
      _ = try await double.queues.send(OutgoingMessage(word, groupID: "one"), to: queue)
    case .delete: try await double.queues.delete(receipt, from: queue)
    case .release: try await double.queues.changeVisibility(of: receipt, to: .zero, on: queue)
    }
    await double.close()
  }
}
