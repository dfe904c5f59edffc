import DovetailTransport

extension WorkerRun {
  /// Runs the body of a batch, and says what is to become of each of its messages.
  ///
  /// What has been lost meanwhile is not run, nor what is behind it in its group.
  func verdicts(of members: [BatchMember], by gatherer: BatchGatherer) async -> [Verdict] {
    members.first?.delivery.profile.acknowledger.goOn(members.count)
    guard !signals.stop.isTriggered else { return members.map { _ in .release } }
    var verdicts: [Verdict] = []
    var held: [Int] = []
    var lostGroups: Set<String> = []
    for (place, member) in members.enumerated() {
      let (message, lease) = (member.delivery.message, member.delivery.lease)
      let group = member.delivery.profile.queue.isFIFO ? message.groupID : nil
      if !lease.isHeld(at: broker.clock.uptime) {
        verdicts.append(.lost)
        if let group { lostGroups.insert(group) }
      } else {
        verdicts.append(.release)  // Unless it is run.
        if group.map(lostGroups.contains) != true { held.append(place) }
      }
    }
    guard let first = held.first else { return verdicts }
    let run = await ran(held.map { members[$0] }, first: members[first], by: gatherer)
    for (place, verdict) in zip(held, run) { verdicts[place] = verdict }
    return verdicts
  }

  private func ran(
    _ members: [BatchMember], first: BatchMember, by gatherer: BatchGatherer
  ) async -> [Verdict] {
    defer {
      for _ in members { watch?.runEnded() }
    }
    let clock = broker.clock
    var run = RunVitals(first.delivery, first.prepared.task, at: clock)
    run.messages = members.count
    let key = vitals.begin(run)
    let observer = RunObserver(
      gatherer.handler.name, members.map(\.delivery), subject: first.delivery.subject, broker)
    let verdicts = await BatchRun(
      members: members, handler: gatherer.handler, work: gatherer.work, run: self,
      onCancel: { [vitals] in vitals.cancelled(key, on: clock) { observer.isStuck() } }
    ).verdicts()
    let outcomes = verdicts.map(RecentRun.Outcome.init)
    if vitals.end(key, outcomes, at: clock.now) { observer.isStuckNoMore() }
    observer.ended()
    return verdicts
  }
}
