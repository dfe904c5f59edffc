import Synchronization

/// Which calls break and how: rules that may come and go while it is in use.
///
/// Give one plan to the ``FaultyQueueTransport`` and the ``FaultyBlobStore`` of a process, so that a
/// crash ends both. A call is held against the rules in the order in which they were added; the first
/// that makes it fail is the last. Without rules everything passes.
public final class FaultPlan: Sendable {
  fileprivate struct Fields {
    var seeds: RandomSource
    var faults: [InjectedFault] = []
    var nextID = 1
    var broken: [BrokenCall] = []
    var tallies: [FaultAction: CallTally] = [:]
    var isCrashed = false
    var nextWitness = 0
    var witnesses: [Int: AsyncStream<Never>.Continuation] = [:]
  }

  /// How many broken calls are kept: the latest.
  public static let recordLimit = 1000

  let clock: any WallClock
  private let fields: Mutex<Fields>

  /// Whether nothing was ever to break: then no call needs to be held against the rules.
  package var isUntouched: Bool { fields.withLock { $0.nextID == 1 && !$0.isCrashed } }

  /// Makes a plan without rules.
  ///
  /// The seed draws for the rules that have none of their own: the same seed, rules and calls, in the
  /// same order, make the same faults. Delays are waited for on `clock`.
  public init(seed: UInt64 = 0, clock: any WallClock) {
    self.clock = clock
    fields = Mutex(Fields(seeds: .seeded(seed)))
  }

  /// Adds a rule behind the others; returns its id.
  @discardableResult
  public func add(_ rule: FaultRule) -> Int {
    fields.withLock { fields in
      let drawn = fields.seeds.next()
      let id = fields.nextID
      fields.nextID += 1
      fields.faults.append(
        InjectedFault(id: id, rule: rule, random: .seeded(rule.seed ?? drawn)))
      return id
    }
  }

  /// Removes a rule; does nothing when there is none of that id.
  public func remove(_ id: Int) {
    fields.withLock { $0.faults.removeAll { $0.id == id } }
  }

  /// Removes all rules; a crash that happened stays.
  public func removeAll() {
    fields.withLock { $0.faults.removeAll() }
  }

  /// The rules, in the order in which they were added, spent ones too.
  public var faults: [InjectedFault] { fields.withLock { $0.faults } }

  /// The calls that were broken, oldest first; at most ``recordLimit``, the latest.
  public var brokenCalls: [BrokenCall] { fields.withLock { $0.broken } }

  /// How many calls of that kind have ended, and with how many entries.
  public func tally(of action: FaultAction) -> CallTally {
    fields.withLock { $0.tallies[action] ?? CallTally() }
  }
}

// A crash, and its end.
extension FaultPlan {
  /// Whether the process is as good as dead.
  public var isCrashed: Bool { fields.withLock { $0.isCrashed } }

  /// Ends the process, as far as queues and objects can tell: calls throw `closed` and reach nothing,
  /// and receives that wait give up.
  public func crash() {
    let witnesses = fields.withLock { fields in
      fields.isCrashed = true
      defer { fields.witnesses = [:] }
      return fields.witnesses.values
    }
    for witness in witnesses { witness.finish() }
  }

  /// Lets calls through again, as a new process would make them.
  public func restart() {
    fields.withLock { $0.isCrashed = false }
  }

  /// A stream that ends at a crash, and its number; nil when that has come.
  func watchForCrash() -> (id: Int, crash: AsyncStream<Never>)? {
    fields.withLock { fields in
      guard !fields.isCrashed else { return nil }
      let (crash, witness) = AsyncStream<Never>.makeStream()
      let id = fields.nextWitness
      fields.nextWitness += 1
      fields.witnesses[id] = witness
      return (id, crash)
    }
  }

  func stopWatching(_ id: Int) {
    fields.withLock { $0.witnesses[id] = nil }
  }
}

// What the decorators ask.
extension FaultPlan {
  /// What the rules do to a call now, put on record; throws when the process has crashed.
  func strikes(
    on call: FaultCall, at moment: FaultMoment
  ) throws(TransportError) -> [FaultStrike] {
    let now = clock.now
    let strikes: [FaultStrike]? = fields.withLock { fields in
      fields.isCrashed ? nil : fields.strikes(on: call, at: moment, now)
    }
    guard let strikes else { throw call.crash }
    return strikes
  }

  /// Counts a call that has ended.
  func count(_ call: FaultCall) {
    fields.withLock { fields in
      fields.tallies[call.action, default: CallTally()].calls += 1
      fields.tallies[call.action, default: CallTally()].entries += call.entries.count
    }
  }
}

extension FaultPlan.Fields {
  fileprivate mutating func strikes(
    on call: FaultCall, at moment: FaultMoment, _ now: Timestamp
  ) -> [FaultStrike] {
    var strikes: [FaultStrike] = []
    for index in faults.indices {
      guard let strike = faults[index].strike(call, at: moment) else { continue }
      strikes.append(strike)
      record(
        BrokenCall(
          time: now, fault: faults[index].id, action: call.action,
          operation: call.operation, place: call.place, effect: strike.effect,
          entries: strike.entries))
      if strike.effect.endsCall { break }
    }
    return strikes
  }

  private mutating func record(_ call: BrokenCall) {
    if broken.count == FaultPlan.recordLimit { broken.removeFirst() }
    broken.append(call)
  }
}
