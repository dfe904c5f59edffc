internal import DovetailTransport

/// The time by which a lane lives: it never runs backwards, also from one process to the next.
///
/// When the clock is set back, the lane's time goes on from where it was, at its normal rate: to stand
/// still until the clock has caught up would hold up visibility and long polls for as long. How far it
/// is before the clock then stands in the file.
struct LaneClock {
  private let clock: any WallClock
  private let warn: @Sendable (String) -> Void
  private var latest = Timestamp(milliseconds: .min)
  /// How far the lane's time is before the clock's.
  private(set) var lead = Duration.zero
  /// What of both stands in the file.
  private var saved: (latest: Timestamp, lead: Duration)?

  init(_ clock: any WallClock, warn: @escaping @Sendable (String) -> Void) {
    self.clock = clock
    self.warn = warn
  }

  /// Whose time it tells.
  var kind: ClockKind { clock.kind }

  /// The lane's time; never before what it was.
  mutating func now() -> Timestamp {
    let now = clock.now.advanced(by: lead)
    if now < latest {
      let step = now.duration(to: latest)
      lead += step
      if step > .seconds(1) {
        warn(
          "The clock is \(step.inSeconds) s behind the time of the database, which goes on from "
            + "where it was.")
      }
    } else {
      latest = now
    }
    return latest
  }

  /// Calls `action` when the lane's time has reached `instant`, as far as can be told now.
  func schedule(
    at instant: Timestamp, _ action: @escaping @Sendable () -> Void
  ) -> ScheduledCall {
    clock.schedule(at: instant.advanced(by: .zero - lead), action)
  }

  /// Takes over the time of a file that was just opened; throws when it is of another kind of clock.
  mutating func adopt(_ connection: Connection) throws {
    let table = ClockTable(connection: connection)
    let own = ClockTable.Record(kind: clock.kind.rawValue, latest: now(), lead: lead)
    if try table.find() == nil { try table.insert(own) }
    let record = try table.find() ?? own
    guard record.kind == own.kind else {
      throw SchemaError.otherClock(found: record.kind, own: own.kind)
    }
    latest = max(latest, record.latest)
    lead = max(lead, record.lead)
    saved = (record.latest, record.lead)
    _ = now()
  }

  /// Takes over what another process has written since; call it in a transaction.
  ///
  /// When the clock steps back, both go on from the later time.
  mutating func follow(_ connection: Connection) throws(SQLiteError) {
    guard saved != nil, clock.kind == .system,
      let record = try ClockTable(connection: connection).find()
    else { return }
    lead = max(lead, record.lead)
    latest = max(latest, record.latest)
  }

  /// Goes on with the clock's own time from now on, which is a step back by the lead; what stands in the
  /// file is written first, so that nothing has happened when that fails.
  ///
  /// What would take messages that are sent from now on for expired ones, or for duplicates, is changed
  /// with it.
  mutating func reset(_ connection: Connection) throws(SQLiteError) {
    let now = clock.now
    try connection.run("BEGIN IMMEDIATE")
    do {
      try BacklogTable(connection: connection).limitExpired(before: now)
      try DeduplicationTable(connection: connection).limitWindows(from: now)
      try ClockTable(connection: connection).reset(to: now)
      try connection.run("COMMIT")
    } catch {
      // If it fails, the next BEGIN fails, and says so.
      if !connection.isAutocommit { try? connection.run("ROLLBACK") }
      throw error
    }
    latest = now
    lead = .zero
    if saved != nil { saved = (now, .zero) }
  }

  /// Writes the time into the file if what stands there is a second old; call it in a transaction
  /// that writes anyway.
  mutating func save(_ connection: Connection) throws(SQLiteError) {
    guard let saved, saved.lead != lead || saved.latest.duration(to: latest) >= .seconds(1) else {
      return
    }
    try ClockTable(connection: connection).update(latest: latest, lead: lead)
    self.saved = (latest, lead)
  }
}
