import DovetailTransport
import Synchronization

@testable import DovetailSQLite

extension Poll {
  /// A poll that nobody waits for.
  static func idle() throws -> Poll {
    let receive = try Receive(queue: QueueName("jobs"), options: ReceiveOptions())
    return Poll("receive from jobs", receive, by: .first, PollCancellation()) { _ in }
  }
}
