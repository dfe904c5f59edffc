import DequeModule
import DovetailTransport
import Synchronization

/// Brings together the messages of one queue that share a call of a handler.
///
/// Those that wait hold no permit. When a call is due, it takes its permits first and then as many messages
/// as there are by then.
final class BatchGatherer: Sendable {
  /// Messages of one lane, in their order, and who waits for what becomes of them.
  private struct Party {
    let members: [BatchMember]
    /// When they have waited long enough; nil: when nobody is left who could join them.
    let dueAt: Timestamp?
    let answer: OneShot<[Verdict]>
  }

  private struct Fields {
    var parties = Deque<Party>()
    var count = 0
    /// Whether a call waits for its permits.
    var isCalling = false
    /// Whether what waits is not to wait for others.
    var isHurried = false
    /// When what waits has waited long enough because no more can be held; nil: more can.
    var crampedUntil: Timestamp?
    var isClosed = false
  }

  let handler: TaskHandler
  let work: BatchWork
  let profile: QueueProfile
  private let clock: any WallClock
  private let alarm: Alarm
  private let fields = Mutex(Fields())

  init(_ handler: TaskHandler, _ work: BatchWork, _ profile: QueueProfile, clock: any WallClock) {
    self.handler = handler
    self.work = work
    self.profile = profile
    self.clock = clock
    alarm = Alarm(on: clock)
  }

  /// How many more messages the batch takes that is being gathered; 0 when it is not known that any will
  /// come.
  var openPlaces: Int {
    let gathered = fields.withLock { $0.count % work.limit }
    let isExpected = gathered > 0 || handler.isForAllOfQueue
    return isExpected ? work.limit - gathered : 0
  }

  /// Waits for a call with messages of a lane, and returns what becomes of the first of them: of one at
  /// least, of all if the call has room for them.
  ///
  /// `traveller`: who brings them, and rests when they are here; nil: they wait for others that may be sent.
  func join(
    _ members: [BatchMember], on run: WorkerRun, from traveller: Traveller?
  ) async -> [Verdict] {
    let dueAt = traveller == nil ? clock.now.advanced(by: work.linger) : nil
    let party = Party(members: members, dueAt: dueAt, answer: OneShot())
    let isCramped = traveller == nil && run.holds.free <= 0
    let patience = clock.now.advanced(by: Self.patienceWhenCramped)
    let isClosed = fields.withLock { fields in
      guard !fields.isClosed else { return true }
      fields.parties.append(party)
      fields.count += members.count
      if isCramped { fields.crampedUntil = fields.crampedUntil ?? patience }
      return false
    }
    guard !isClosed else { return members.map { _ in .release } }
    proceed(run)
    traveller?.rest()
    return await party.answer.value()
  }

  /// When no more can be held, others cannot come, but for those that have and are still being read.
  private static let patienceWhenCramped = Duration.seconds(1)

  /// Lets what waits not wait for others.
  func hurry(_ run: WorkerRun) {
    fields.withLock { $0.isHurried = !$0.parties.isEmpty }
    proceed(run)
  }

  /// Gives back what waits, and takes nothing more.
  func close() {
    let parties = fields.withLock { fields in
      fields.isClosed = true
      fields.count = 0
      defer { fields.parties = [] }
      return fields.parties
    }
    alarm.cancel()
    for party in parties { party.answer.set(party.members.map { _ in .release }) }
  }

  /// Begins a call if one is due and none waits for its permits; sets the alarm for the next if not.
  private func proceed(_ run: WorkerRun) {
    let now = clock.now
    let (due, next): (Party?, Timestamp?) = fields.withLock { fields in
      guard !fields.isCalling, let first = fields.parties.first else { return (nil, nil) }
      let dueAt = [first.dueAt, fields.crampedUntil].compactMap(\.self).min()
      let hasWaited = dueAt.map { $0 <= now } ?? false
      guard fields.count >= work.limit || fields.isHurried || hasWaited else {
        return (nil, dueAt)
      }
      fields.isCalling = true
      return (first, nil)
    }
    if let due {
      // Ends with its call, which the messages' lanes wait for.
      Task(executorPreference: run.broker.services.executor) {
        await self.call(run, waitsWhilePaused: due.dueAt != nil)
      }
    }
    if let next { alarm.set(for: next) { [weak self] in self?.proceed(run) } }
  }

  private func call(_ run: WorkerRun, waitsWhilePaused: Bool) async {
    let limiter = run.limiters[handler.name]
    if waitsWhilePaused {
      await run.switches.waitWhilePaused(.task(handler.name), or: run.signals.stop)
    }
    if limiter?.begin() == false { await limiter?.beginWhenAllowed() }
    await profile.permits?.acquire()
    await run.permits.acquire()
    let shares = takeShares()
    alarm.cancel()  // For those that were taken; it is set again for those that are left.
    proceed(run)
    var verdicts = await run.verdicts(of: shares.flatMap(\.members), by: self)[...]
    run.permits.release()
    profile.permits?.release()
    limiter?.end()
    for share in shares {
      share.answer.set(Array(verdicts.prefix(share.members.count)))
      verdicts = verdicts.dropFirst(share.members.count)
    }
  }

  /// Takes as many messages as a call may have, those that came first.
  ///
  /// Of a lane that has more, the first: with the others it comes again.
  private func takeShares() -> [(members: ArraySlice<BatchMember>, answer: OneShot<[Verdict]>)] {
    fields.withLock { fields in
      var shares: [(members: ArraySlice<BatchMember>, answer: OneShot<[Verdict]>)] = []
      var room = work.limit
      while room > 0, let party = fields.parties.popFirst() {
        let members = party.members.prefix(room)
        shares.append((members, party.answer))
        room -= members.count
        fields.count -= party.members.count
      }
      fields.isCalling = false
      fields.crampedUntil = nil
      if fields.parties.isEmpty { fields.isHurried = false }
      return shares
    }
  }
}
