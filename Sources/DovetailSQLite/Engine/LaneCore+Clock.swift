internal import DovetailTransport

// How far the lane's time is before its clock's.
extension LaneCore {
  /// The lead that the lane's time has now.
  func clockLead() throws -> Duration {
    try open()
    _ = clock.now()
    return clock.lead
  }

  /// Lets the lane's time go on with the clock's; returns by how much it stepped back.
  ///
  /// Parked polls begin their waits anew, and chores go on at once: their instants are of the old time.
  func resetClock() throws -> Duration {
    let lead = try clockLead()
    guard lead != .zero, let connection else { return .zero }
    try clock.reset(connection)
    knowledge.forget()
    changes = ChangeWatch()  // When it last looked is an instant of the old time.
    disarm()
    let waiting = polls.removeAll()
    for poll in waiting { poll.forgetPlace() }
    settle(waiting)
    try takeUpChores(at: clock.now())
    return lead
  }
}
