import DovetailSQLite
import DovetailTransport
import Foundation

/// Sends until the disk is full, and on; then makes room, and receives what is there.
struct Cramming {
  let double: SQLiteDouble
  let queue: QueueName
  /// A file on the same disk, which is deleted to make room.
  let ballast: String

  /// Prints `sent N` or the code of the error and N for each send, then `stored N` for each message.
  func run() async throws {
    await withTaskGroup(of: Void.self) { group in
      for sender in 0..<16 {
        group.addTask {
          for number in 0..<20 { await send(sender * 100 + number) }
        }
      }
    }
    try FileManager.default.removeItem(atPath: ballast)
    while true {
      let messages = try await double.queues.receive(from: queue, ReceiveOptions(maxMessages: 10))
      if messages.isEmpty { break }
      for message in messages { print("stored \(message.body.prefix { $0 != " " })") }
    }
    await double.close()
  }

  private func send(_ number: Int) async {
    let body = "\(number) " + String(repeating: "x", count: 3_000)
    do {
      _ = try await double.queues.send(OutgoingMessage(body), to: queue)
      print("sent \(number)")
    } catch let error as TransportError {
      print("\(error.code.rawValue) \(number)")
    } catch {
      print("\(error) \(number)")
    }
  }
}
