import DequeModule
import Dispatch
import Synchronization

/// Runs bodies that block on threads of their own, so many at once at most.
///
/// On the cooperative pool a body that waits without suspending would hold up every other task of the
/// process.
final class BlockingPool: TaskExecutor {
  private struct Fields {
    var jobs = Deque<UnownedJob>()
    var threads = 0
  }

  private let fields = Mutex(Fields())
  private let limit: Int
  private let queue = DispatchQueue(label: "dovetail.blocking", attributes: .concurrent)

  init(threads limit: Int) {
    self.limit = limit
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let isNewThread = fields.withLock { fields in
      fields.jobs.append(job)
      guard fields.threads < limit else { return false }
      fields.threads += 1
      return true
    }
    if isNewThread { queue.async { self.work() } }
  }

  /// Runs jobs until there are none.
  private func work() {
    while let job = next() { job.runSynchronously(on: asUnownedTaskExecutor()) }
  }

  private func next() -> UnownedJob? {
    fields.withLock { fields in
      if let job = fields.jobs.popFirst() { return job }
      fields.threads -= 1
      return nil
    }
  }
}
