import Dovetail
import ServiceLifecycle

/// What became of a task: its answer, or its own error.
typealias Answer = Result<Finding, TaskFailure>

/// Waits for the results of all tasks; a service, so that a signal ends the wait.
actor Gathering: Service {
  private let jobs: [(task: ExtractField, job: Job<Finding>)]
  private var progress: ProgressMeter
  private var gathered: [ExtractField: Answer] = [:]

  init(_ sent: [SentTask], from broker: Broker, _ progress: ProgressMeter) {
    jobs = sent.map { ($0.task, broker.job($0.id, of: ExtractField.self)) }
    self.progress = progress
  }

  /// The answers to all tasks; throws ``Interrupted`` when some are missing.
  var answers: [ExtractField: Answer] {
    get throws {
      guard gathered.count == jobs.count else { throw Interrupted() }
      return gathered
    }
  }

  func run() async throws {
    progress.begin(jobs.count)
    do {
      try await cancelWhenGracefulShutdown { try await self.gather() }
    } catch is CancellationError {
      // A signal ended the wait; `answers` tells that some are missing.
    }
  }

  private func gather() async throws {
    try await withThrowingTaskGroup { waits in
      for (task, job) in jobs {
        waits.addTask { (task, try await job.answer(timeout: .seconds(600))) }
      }
      for try await (task, answer) in waits {
        gathered[task] = answer
        progress.advance()
      }
    }
  }
}

extension Job {
  /// Tells the task's own error, which is a result, from what kept us from having one.
  fileprivate func answer(timeout: Duration) async throws -> Result<Output, TaskFailure> {
    do {
      return .success(try await value(timeout: timeout))
    } catch let failure as TaskFailure {
      return .failure(failure)
    }
  }
}
