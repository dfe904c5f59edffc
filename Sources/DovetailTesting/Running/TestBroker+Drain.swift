import DovetailTasks
import DovetailTransport

// What is due.
extension TestBroker {
  /// Runs what is due and what that makes due, and reports on each delivery.
  ///
  /// What ``Broker/enqueueLater(_:_:options:)`` holds is sent first; delayed tasks and those that wait for
  /// another run are left. While tasks sleep on their context's clock, time moves for them. Throws
  /// ``TestFailure`` when a delivery fails, unless that is expected, and after `limit` deliveries, at least 1,
  /// when more are due: tasks that send themselves again would never end.
  @discardableResult
  public func drain(
    _ expectation: DrainExpectation = .success, limit: Int = 1000, filePath: String = #filePath,
    line: Int = #line
  ) async throws -> DrainReport {
    keeper.noteOwner()
    return try await TestFailure.at(filePath, line) {
      let report = try await drainOnce(limit)
      try report.check(expectation)
      return report
    }
  }

  /// Runs what is due, and what becomes due within `time` of the test's clock, which moves as far.
  ///
  /// Delays and back-offs pass, and a crash is followed by another process, until nothing is left or the time
  /// is over. Throws as ``drain(_:limit:filePath:line:)`` does.
  @discardableResult
  public func drain(
    within time: Duration, _ expectation: DrainExpectation = .success, limit: Int = 1000,
    filePath: String = #filePath, line: Int = #line
  ) async throws -> DrainReport {
    keeper.noteOwner()
    return try await TestFailure.at(filePath, line) {
      let end = clock.now.advanced(by: time)
      var report = try await drainOnce(limit)
      while let next = report.waiting.nextDue, next <= end {
        try await keeper.advance(to: next)
        let more = try await drainOnce(limit - report.count)
        report.tasks += more.tasks
        report.crashes += more.crashes
        report.waiting = more.waiting
      }
      try report.check(expectation)
      return report
    }
  }

  private func drainOnce(_ limit: Int) async throws -> DrainReport {
    if faults.isCrashed { faults.restart() }
    try await flush()
    let worker = try worker(for: "drain")
    let start = journal.count
    var (reports, crashes): ([TaskReport], Int) = ([], 0)
    do {
      reports = try await keeper.drive("The drain") { try await worker.processBatch(upTo: limit) }
    } catch  where faults.isCrashed {
      faults.restart()
      crashes = 1
    }
    let tasks = await drained(reports, from: start)
    let report = DrainReport(tasks: tasks, crashes: crashes, waiting: try await waiting())
    guard report.count >= limit, report.waiting.contains(where: { $0.state == .available }) else {
      return report
    }
    throw TestFailure(
      Wording.text(
        "The drain has stopped after \(limit) deliveries, and more are due: does a task send itself again? "
          + "Raise the limit if so many are meant.", report.waiting.advice()))
  }

  /// The reports with what else is known; a run that a crash has kept from being reported is told too.
  private func drained(_ reports: [TaskReport], from start: Int) async -> [DrainedTask] {
    let runs = journal.runs(from: start)
    let arguments = await arguments(in: Set(reports.map(\.messageID) + runs.map(\.message)))
    var tasks = reports.map { report in
      DrainedTask(
        id: report.id, name: report.name, arguments: arguments[report.messageID],
        messageID: report.messageID, attempt: report.attempt, outcome: report.outcome,
        error: journal.error(of: report.messageID, attempt: report.attempt, from: start),
        warning: journal.warning(of: report.messageID))
    }
    let told = Set(reports.map(\.messageID))
    for run in runs where !told.contains(run.message) {
      tasks.append(
        DrainedTask(
          id: run.id, name: run.name, arguments: arguments[run.message], messageID: run.message,
          attempt: run.attempt, outcome: .unsettled, error: run.error,
          warning: journal.warning(of: run.message)))
    }
    return tasks
  }
}

extension EnqueuedTasks {
  /// When the next is due of those that are not.
  fileprivate var nextDue: Timestamp? { map(\.dueAt).filter { $0 > time }.min() }
}

extension DrainReport {
  /// Throws ``TestFailure`` unless it is as expected.
  fileprivate func check(_ expectation: DrainExpectation) throws(TestFailure) {
    switch expectation {
    case .failures: return
    case .success: try checkFailures()
    case .runs(let count):
      try checkFailures()
      guard self.count != count else { return }
      throw TestFailure(
        Wording.text(
          "The drain came to \(self.count) deliveries instead of \(count).", listed,
          waiting.advice()))
    }
  }

  private func checkFailures() throws(TestFailure) {
    let failures = unforgivenFailures
    guard !failures.isEmpty else { return }
    throw TestFailure(
      "\(failures.count) of \(count) deliveries failed; call "
        + "drain(.expectingFailures) if that is meant.\(Wording.items(failures.map(\.description)))"
    )
  }

  /// The failures, without those that a fault has brought about and that the task has come through.
  private var unforgivenFailures: [DrainedTask] {
    failures.filter { task in
      switch task.outcome {
      case .lost, .unsettled:
        let last = last { $0.messageID == task.messageID }
        return crashes == 0 && (last?.isFailure ?? true)
      case .retried, .postponed, .deadLettered, .stuck: return true
      case .succeeded, .duplicate, .hopped, .released: return false
      }
    }
  }
}
