import DovetailTransport
import Synchronization

/// Moves the time of one test.
///
/// Time stands while anything goes on. When all has ended or waits, the keeper looks who waits for what:
/// who moves time himself goes on; who can only be helped by time gets it; who waits in vain is told so.
/// What it decides then stands in ``decide()``.
final class TimeKeeper: Sendable {
  /// What the test waits for, that the keeper sees to an end.
  struct Drive {
    var what: String
    var startedAt: Timestamp
    var fail: @Sendable (TestFailure) -> Void
  }

  /// A task that sleeps on the clock.
  struct Sleep {
    var sleeper: Sleeper
    var deadline: Timestamp
    var purpose: SleepPurpose
    /// Whether it is the test itself that sleeps, which therefore does nothing else.
    var isOwn: Bool
    /// The bodies of tasks that sleep, or have something sleep for them.
    var bodies: [UInt64]
  }

  /// The body of a task that runs.
  struct Body {
    var name: String
    var sleeps = 0
  }

  struct Fields {
    var settle: @Sendable () async -> Void = {}
    var hasAwaitedSends: @Sendable () -> Bool = { false }
    var explain: @Sendable (_ task: String) async -> String = { _ in "" }
    /// The task that the test itself is, as far as is known.
    var owner: Int?
    var quietWaiters: [Sleeper] = []
    var drives: [UInt64: Drive] = [:]
    var sleeps: [ObjectIdentifier: Sleep] = [:]
    var bodies: [UInt64: Body] = [:]
    var nextNumber: UInt64 = 0
    var isLooking = false
    var isToLookAgain = false
    var patience: ScheduledCall?

    mutating func number() -> UInt64 {
      nextNumber += 1
      return nextNumber
    }
  }

  let clock: ManualClock
  let executor = CountedExecutor()
  let realTimeLimit: Duration
  let fields = Mutex(Fields())

  init(_ options: TestOptions) {
    clock = ManualClock(start: options.start)
    realTimeLimit = options.realTimeLimit
    executor.whenIdle { [weak self] in self?.lookAround() }
    noteOwner()
  }

  /// Says how to wait until the store has answered all that it was asked.
  func settles(_ settle: @escaping @Sendable () async -> Void) {
    fields.withLock { $0.settle = settle }
  }

  /// Says whether a send waits for its time, and what to tell who waits for a task in vain.
  func serves(
    hasAwaitedSends: @escaping @Sendable () -> Bool,
    explain: @escaping @Sendable (_ task: String) async -> String
  ) {
    fields.withLock { fields in
      fields.hasAwaitedSends = hasAwaitedSends
      fields.explain = explain
    }
  }

  /// Takes the calling task for the test itself.
  func noteOwner() {
    let current = Self.currentTask
    fields.withLock { $0.owner = current }
  }

  private static var currentTask: Int? { withUnsafeCurrentTask { $0?.hashValue } }
}

// What is told of sleeps and bodies.
extension TimeKeeper {
  func beganSleep(_ sleeper: Sleeper, until deadline: Timestamp, _ purpose: SleepPurpose) {
    let current = Self.currentTask
    let bodies = RunningBody.numbers(of: self)
    fields.withLock { fields in
      fields.sleeps[ObjectIdentifier(sleeper)] = Sleep(
        sleeper: sleeper, deadline: deadline, purpose: purpose,
        isOwn: bodies.isEmpty && current != nil && current == fields.owner, bodies: bodies)
      for body in bodies { fields.bodies[body]?.sleeps += 1 }
    }
  }

  func endedSleep(_ sleeper: Sleeper) {
    fields.withLock { fields in
      let sleep = fields.sleeps.removeValue(forKey: ObjectIdentifier(sleeper))
      for body in sleep?.bodies ?? [] { fields.bodies[body]?.sleeps -= 1 }
    }
  }

  /// Runs the body of a task, and knows what it waits for.
  func withBody<Value>(
    _ name: String, _ act: () async throws -> Value
  ) async rethrows -> Value {
    let number = fields.withLock { fields in
      let number = fields.number()
      fields.bodies[number] = Body(name: name)
      return number
    }
    defer { fields.withLock { _ = $0.bodies.removeValue(forKey: number) } }
    return try await RunningBody.$current.withValue(RunningBody(number, self)) { try await act() }
  }
}
