import Dispatch
import Synchronization

/// Runs the jobs of one test, one after the other, and counts what goes on: its own jobs, and calls that
/// are answered elsewhere.
///
/// While nothing is counted, all that it has begun has ended or waits: for a clock, or for something
/// that nobody counts. Other tests have executors of their own, and go on beside it.
package final class CountedExecutor: TaskExecutor {
  private struct Fields {
    var open = 0
    var begun: UInt64 = 0
    var onIdle: (@Sendable () -> Void)?
  }

  // Not a queue of its own pool: a thousand tests at once would have as many threads.
  private let queue = DispatchQueue(label: "dovetail.test", target: .global())
  private let fields = Mutex(Fields())

  package init() {}

  /// Says what to do whenever nothing is counted any more; it must be short.
  package func whenIdle(_ action: @escaping @Sendable () -> Void) {
    fields.withLock { $0.onIdle = action }
  }

  /// How much has begun so far, if nothing goes on; nil: something does.
  ///
  /// Equal at two looks: nothing has happened between them.
  package var idleMark: UInt64? {
    fields.withLock { $0.open == 0 ? $0.begun : nil }
  }

  /// How much has begun so far.
  package var begun: UInt64 { fields.withLock { $0.begun } }

  /// Something begins that is answered elsewhere, such as a call of a database.
  package func begin() {
    fields.withLock { fields in
      fields.open += 1
      fields.begun += 1
    }
  }

  /// What was begun has ended.
  package func end() {
    let action = fields.withLock { fields in
      fields.open -= 1
      return fields.open == 0 ? fields.onIdle : nil
    }
    action?()
  }

  /// Runs a job of a task that prefers this executor.
  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    begin()
    queue.async {
      job.runSynchronously(on: self.asUnownedTaskExecutor())
      self.end()
    }
  }
}
