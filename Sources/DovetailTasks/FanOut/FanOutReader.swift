/// Reads the results of a fan-out's tasks.
struct FanOutReader {
  let backend: any ResultBackend

  /// How many results are read at once.
  private static let width = 16

  func status(of record: OnceRecord) async throws -> FanOutStatus {
    var results: [Int: TaskResult] = [:]
    var next = 0
    try await withThrowingTaskGroup(of: (Int, TaskResult?).self) { group in
      func readNext() {
        guard next < record.entries.count else { return }
        let (place, id) = (next, record.entries[next].id)
        next += 1
        group.addTask { (place, try await self.backend.result(for: id)) }
      }
      for _ in 0..<Self.width { readNext() }
      while let (place, result) = try await group.next() {
        results[place] = result
        readNext()
      }
    }
    return FanOutStatus(record, results)
  }
}

extension FanOutStatus {
  fileprivate init(_ record: OnceRecord, _ results: [Int: TaskResult]) {
    var (done, outstanding): ([String], [String]) = ([], [])
    var failed: [String: TaskFailure?] = [:]
    for (place, entry) in record.entries.enumerated() {
      let step = entry.step ?? ""
      switch results[place] {
      case nil: outstanding.append(step)
      case let result? where result.isError: failed.updateValue(result.error, forKey: step)
      case .some: done.append(step)
      }
    }
    self.init(done: done, failed: failed, outstanding: outstanding)
  }
}
