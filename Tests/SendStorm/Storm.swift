import DovetailSQLite
import DovetailTransport
import Foundation

/// Sixteen senders; each prints the id of a message once its send has returned.
struct Storm {
  let double: SQLiteDouble
  let queue: QueueName

  /// Ends when the output is closed, or after 20 s should nobody kill the process.
  func run() async {
    let start = ContinuousClock.now
    await withTaskGroup(of: Void.self) { group in
      for sender in 0..<16 {
        group.addTask {
          var number = 0
          while start.duration(to: .now) < .seconds(20) {
            number += 1
            guard await send("\(sender)-\(number)") else { return }
          }
        }
      }
    }
  }

  /// Returns whether its id could be told.
  private func send(_ body: String) async -> Bool {
    do {
      let sent = try await double.queues.send(OutgoingMessage(body), to: queue)
      try FileHandle.standardOutput.write(contentsOf: Data("\(sent.id)\n".utf8))
      return true
    } catch {
      return false
    }
  }
}
