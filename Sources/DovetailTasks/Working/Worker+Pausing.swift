// Pausing, in this worker only.
extension Worker {
  /// Receives nothing more from a queue, named without the broker's prefix; what has been received is
  /// still run.
  public func pause(queue: String) { switches.pause(.queue(queue)) }

  /// Receives from a queue again.
  public func resume(queue: String) { switches.resume(.queue(queue)) }

  /// Begins no more runs of a task.
  ///
  /// Its messages are held by this worker and take room in its receives; other workers still run what
  /// they receive.
  public func pause(task: String) { switches.pause(.task(task)) }

  /// Begins runs of a task again.
  public func resume(task: String) { switches.resume(.task(task)) }

  /// Whether a queue is paused in this worker.
  public func isPaused(queue: String) -> Bool { switches.isPaused(.queue(queue)) }

  /// Whether a task is paused in this worker.
  public func isPaused(task: String) -> Bool { switches.isPaused(.task(task)) }
}
