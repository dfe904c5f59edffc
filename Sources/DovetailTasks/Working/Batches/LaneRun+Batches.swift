import DovetailTransport

// Messages that share calls with those of other lanes.
extension LaneRun {
  typealias Leases = ArraySlice<Lease>

  /// Lets the first message share calls, along with those behind it that have the same handler; returns
  /// the messages that are left.
  func shareCalls(
    _ head: BatchMember, _ leases: Leases, by gatherer: BatchGatherer, _ reports: inout [TaskReport]
  ) async -> Leases {
    var members = [head] + (await followers(of: head, in: leases.dropFirst()))
    var leases = leases
    while !members.isEmpty, leases.allSatisfy({ $0.isHeld(at: run.broker.clock.uptime) }) {
      tie(leases)
      lane.profile.acknowledger.rest(members.count)
      let verdicts = await gatherer.join(members, on: run, from: traveller)
      // Those that were in the call went on with it.
      lane.profile.acknowledger.goOn(members.count - verdicts.count)
      goOn()
      let (ended, isWhole) = await settleEnds(members, verdicts, &reports)
      members.removeFirst(ended)
      leases = leases.dropFirst(ended)
      guard isWhole else { return leases }
      guard ended < verdicts.count else { continue }

      guard case .retry(let pause, let failure) = verdicts[ended], mayWait(for: pause) else {
        // It stays, and so do those behind it that were run with it.
        let staying = [verdicts[ended]] + verdicts.dropFirst(ended + 1).map(\.behindOneThatStays)
        for (member, verdict) in zip(members, staying) {
          reports.append(await run.settle(verdict, member.delivery))
        }
        return leases.dropFirst(staying.count)
      }
      guard await waits(for: pause, failure, &members[0].delivery, &reports) else {
        return leases.dropFirst()
      }
    }
    return leases
  }

  /// The messages right behind the first that its handler is for, too.
  private func followers(of head: BatchMember, in leases: Leases) async -> [BatchMember] {
    var members: [BatchMember] = []
    for lease in leases {
      var delivery = Delivery(lease: lease, profile: lane.profile)
      guard case .runnable(let prepared) = await run.reader.prepare(&delivery),
        prepared.handler.name == head.prepared.handler.name
      else { break }
      lease.subject = delivery.subject
      members.append(BatchMember(delivery: delivery, prepared: prepared))
    }
    return members
  }

  /// Settles the messages at the front that leave their queue; returns how many it has dealt with, and
  /// whether all of these have left.
  ///
  /// Of those that have succeeded the results are stored, and the deletes made, together: they were run in
  /// their order. It ends behind one that has not left though it should; its report is the last.
  private func settleEnds(
    _ members: [BatchMember], _ verdicts: [Verdict], _ reports: inout [TaskReport]
  ) async -> (ended: Int, isWhole: Bool) {
    var ended = 0
    while ended < verdicts.count, verdicts[ended].endsMessage {
      var end = ended
      while end < verdicts.count, case .succeeded = verdicts[end],
        !members[end].delivery.lease.isLost
      { end += 1 }
      end = max(end, ended + 1)
      let settled = await settle(members[ended..<end], verdicts[ended..<end])
      reports += settled.filter(\.outcome.isSettled) + settled.filter { !$0.outcome.isSettled }
      ended = end
      guard settled.allSatisfy(\.outcome.isSettled) else { return (ended, false) }
    }
    return (ended, true)
  }

  private func settle(
    _ members: ArraySlice<BatchMember>, _ verdicts: ArraySlice<Verdict>
  ) async -> [TaskReport] {
    await withTaskGroup(of: (Int, TaskReport).self) { settling in
      for (place, (member, verdict)) in zip(members, verdicts).enumerated() {
        settling.addTask { (place, await run.settle(verdict, member.delivery)) }
      }
      let reports = await settling.reduce(into: []) { $0.append($1) }
      return reports.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }
}
