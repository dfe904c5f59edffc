import DovetailTransport

extension TaskQueue {
  /// Throws for what is out of its range, before anything is made.
  func check() throws(TaskError) {
    try check((1...SQSLimits.batchEntries).contains(receiveBatch), "receive batch", "1 to 10")
    try check(concurrency.map { $0 >= 1 } ?? true, "concurrency", "at least 1")
    if let visibilityTimeout { try visibilityTimeout.checkVisibility(of: "queue \"\(name)\"") }
    if let waitTime { try waitTime.checkWait(of: "queue \"\(name)\"") }
    try batching?.check(of: "queue \"\(name)\"")
  }

  private func check(_ isLegal: Bool, _ what: String, _ range: String) throws(TaskError) {
    guard isLegal else {
      throw TaskError(.invalidOption, "The \(what) of queue \"\(name)\" must be \(range).")
    }
  }
}

extension Duration {
  func checkVisibility(of owner: String) throws(TaskError) {
    guard self >= .seconds(1), SQSLimits.visibilityTimeout.contains(self) else {
      throw TaskError(
        .invalidOption,
        "The visibility timeout of \(owner) must be 1 s to 12 h; it is \(inSeconds) s.")
    }
  }

  func checkWait(of owner: String) throws(TaskError) {
    guard SQSLimits.waitTime.contains(self) else {
      throw TaskError(
        .invalidOption, "The wait time of \(owner) must be 0 s to 20 s; it is \(inSeconds) s.")
    }
  }
}
