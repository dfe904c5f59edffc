import DovetailTransport
import Synchronization

// Who waits in vain, and those whose patience has come to an end.
extension TimeKeeper {
  /// Fails what waits if nothing at all happens for the limit, in real time.
  func bePatient() {
    let begun = executor.begun
    let clock = SystemClock()
    let call = clock.schedule(at: clock.now.advanced(by: realTimeLimit)) { [weak self] in
      self?.loosePatience(begun)
    }
    let former = fields.withLock { fields in
      defer { fields.patience = call }
      return fields.patience
    }
    former?.cancel()
  }

  private func loosePatience(_ begun: UInt64) {
    guard executor.begun == begun else { return lookAround() }
    let (drives, sleeps, bodies) = fields.withLock { fields in
      (
        Array(fields.drives.values),
        fields.drives.isEmpty ? fields.sleeps.values.filter(\.isTests) : [],
        fields.bodies.values.filter { $0.sleeps == 0 }.map(\.name).sorted()
      )
    }
    for drive in drives { drive.failStuck(bodies, after: realTimeLimit) }
    guard !sleeps.isEmpty else { return }
    Task {  // Ends when each has been told.
      for sleep in sleeps { await fail(sleep) }
    }
  }

  /// Lets go of all that waits on the clock, which would keep the test's store.
  func end() {
    let (sleeps, patience) = fields.withLock { fields in
      (Array(fields.sleeps.values), fields.patience)
    }
    patience?.cancel()
    for sleep in sleeps { sleep.sleeper.wake(.failure(CancellationError())) }
    clock.dropCalls()
  }

  /// Ends a sleep that nobody would end.
  func fail(_ sleep: Sleep) async {
    let text: String
    if let id = sleep.resultID {
      let explain = fields.withLock { $0.explain }
      text = await explain(id)
    } else {
      let left = clock.now.duration(to: sleep.deadline)
      text =
        "A task of the test sleeps until \(sleep.deadline), \(Wording.seconds(left)) from now, and nobody "
        + "moves the clock. Call advance(by: .seconds(\(left.wholeSeconds)))."
    }
    sleep.sleeper.wake(.failure(TestFailure(text)))
  }
}

extension TimeKeeper.Drive {
  /// Time has moved by a day for it.
  func failLate() {
    fail(
      TestFailure(
        "\(what) is not done after \(Wording.seconds(TimeKeeper.longestDrive)) of the test's time: "
          + "something waits on the clock again and again."))
  }

  /// Nothing has happened for so long.
  func failStuck(_ bodies: [String], after limit: Duration) {
    let who =
      bodies.isEmpty
      ? "Nothing of it goes on."
      : "It waits for \(bodies.joined(separator: ", ")), which neither ends nor sleeps on its context's "
        + "clock. Let it sleep there, or give it something that answers."
    fail(
      TestFailure(
        "\(what) is not done, and nothing has happened for \(Wording.seconds(limit)) of real time. \(who)"
      ))
  }
}
