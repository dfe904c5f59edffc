import DovetailTransport
import Synchronization

/// The URLs of the queues that were looked up, so that each is looked up once.
///
/// A queue's URL does not change, also when it is deleted and made anew.
final class QueueURLs: Sendable {
  private let urls = Mutex<[QueueName: QueueURL]>([:])

  subscript(_ queue: QueueName) -> QueueURL? { urls.withLock { $0[queue] } }

  func keep(_ url: QueueURL) {
    urls.withLock { $0[url.queue] = url }
  }

  func forget(_ queue: QueueName) {
    urls.withLock { _ = $0.removeValue(forKey: queue) }
  }
}
