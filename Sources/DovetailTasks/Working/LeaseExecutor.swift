import Dispatch

/// Runs what leases depend on, renewals and the ends of receives, beside the cooperative pool: bodies may
/// fill that.
final class LeaseExecutor: TaskExecutor {
  static let shared = LeaseExecutor()

  private let queue = DispatchQueue(label: "dovetail.leases", qos: .userInitiated)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
