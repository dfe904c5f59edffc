import DequeModule
import Dispatch
import DovetailTransport
import Synchronization

/// Runs bodies that block on threads of their own, so many at once at most.
///
/// On the cooperative pool a body that waits without suspending would hold up every other task of the
/// process. A concurrent queue of Dispatch's would not do: it shares its threads with that pool, where
/// Dispatch is what runs it. A serial queue always gets a thread.
final class BlockingPool: TaskExecutor {
  private struct Fields {
    var jobs = Deque<UnownedJob>()
    var idle: [DispatchQueue] = []
    /// How many queues there are; made when they are needed.
    var count = 0
  }

  private let fields = Mutex(Fields())
  private let limit: Int
  /// Told of each job, for tests; nil: nobody counts.
  private let counter: CountedExecutor?

  init(threads limit: Int, counter: CountedExecutor? = nil) {
    self.limit = limit
    self.counter = counter
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    counter?.begin()
    let queue: DispatchQueue? = fields.withLock { fields in
      fields.jobs.append(job)
      if let idle = fields.idle.popLast() { return idle }
      guard fields.count < limit else { return nil }
      fields.count += 1
      return DispatchQueue(label: "dovetail.blocking.\(fields.count)")
    }
    queue?.async { self.work(on: queue) }
  }

  /// Runs jobs until there are none.
  private func work(on queue: DispatchQueue?) {
    while let job = next(queue) {
      job.runSynchronously(on: asUnownedTaskExecutor())
      counter?.end()
    }
  }

  private func next(_ queue: DispatchQueue?) -> UnownedJob? {
    fields.withLock { fields in
      if let job = fields.jobs.popFirst() { return job }
      if let queue { fields.idle.append(queue) }
      return nil
    }
  }
}
