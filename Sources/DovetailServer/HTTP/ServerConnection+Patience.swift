internal import NIOCore

// Clients that are slow, or gone without a word.
extension ServerConnection {
  /// Gives what is to happen next its time.
  ///
  /// A timer is set anew only when it would come too late; when it comes too early, it looks again.
  func wait(for patience: Patience) {
    let deadline = NIODeadline.now() + patience.limit
    self.patience = patience
    self.deadline = deadline
    if let timer, timer.deadline > deadline {
      timer.call.cancel()
      self.timer = nil
    }
    if timer == nil { setTimer(deadline) }
  }

  /// Waits for nothing of the client's.
  func stopWaiting() {
    deadline = nil
  }

  private func setTimer(_ deadline: NIODeadline) {
    guard let loop = context?.eventLoop, let bound else { return }
    timer = (deadline, loop.scheduleTask(deadline: deadline) { bound.value.timeIsUp() })
  }

  private func timeIsUp() {
    timer = nil
    guard let deadline else { return }
    guard deadline <= .now() else { return setTimer(deadline) }
    self.deadline = nil
    switch (patience, receiving) {
    case (.body, .whole): refuse(.timeout)
    case (.body, .pieces(let body)):
      exchange?.keepsAlive = false
      receiving = .nothing
      body.fail(.timedOut)
    default: context?.close(promise: nil)
    }
  }
}
