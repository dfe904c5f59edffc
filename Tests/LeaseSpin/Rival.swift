import Dispatch
import Dovetail
import Foundation
import Synchronization

/// Receives from the queue beside the worker, on a thread that no body holds: it gets whatever a lease does
/// not keep.
final class Rival: Sendable {
  private let transport: any QueueTransport
  private let queue: QueueName
  private let caughtCount = Atomic(0)
  private let receiving = Mutex<Task<Void, Never>?>(nil)

  init(_ transport: any QueueTransport, queue: QueueName) {
    self.transport = transport
    self.queue = queue
  }

  /// How many messages it got.
  var caught: Int { caughtCount.load(ordering: .acquiring) }

  func begin() {
    // Ends with `end()`.
    let task = Task(executorPreference: OwnThread.shared) { [self] in
      while !Task.isCancelled {
        let options = ReceiveOptions(
          maxMessages: 10, visibilityTimeout: .seconds(1), waitTime: .seconds(20))
        let messages = (try? await transport.receive(from: queue, options)) ?? []
        caughtCount.add(messages.count, ordering: .releasing)
      }
    }
    receiving.withLock { $0 = task }
  }

  func end() {
    receiving.withLock { $0?.cancel() }
  }
}

/// A thread beside the cooperative pool.
private final class OwnThread: TaskExecutor {
  static let shared = OwnThread()

  private let queue = DispatchQueue(label: "spin.rival")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

/// Measures for how long the machine gives an idle thread no turn.
final class Gaps: Sendable {
  private let longestGap = Atomic<Int64>(0)

  init() {
    Thread.detachNewThread { [self] in
      while true {
        let start = ContinuousClock.now
        // real time: what is measured is the machine
        Thread.sleep(forTimeInterval: 0.01)
        let gap = start.duration(to: .now) - .milliseconds(10)
        longestGap.max(Int64(gap / .milliseconds(1)), ordering: .relaxed)
      }
    }
  }

  /// In milliseconds.
  var longest: Int64 { longestGap.load(ordering: .relaxed) }
}
