internal import DovetailSQLite
internal import DovetailTransport

// What is done before the first request.
extension ServerState {
  /// Moves a manual clock to where the time of the database stands, so that both are one; the clock of a
  /// database that has no time yet to its start.
  package func setClock() async throws {
    guard let clock = clock as? ManualClock else { return }
    let lead = try await double.clockLead()
    guard lead > .zero else {
      if let start = configuration.clockStart { clock.advance(to: start) }
      return
    }
    // In this order, so that the database's time is never ahead of where it was.
    try await double.resetClock()
    clock.advance(by: lead)
  }

  /// Makes what is declared, and adds the faults of the configuration.
  package func prepare() async throws {
    for rule in configuration.faults { faults.add(rule) }
    guard configuration.declarations != Declarations() else { return }
    let database = configuration.database
    try await configuration.declarations.make(
      in: accounts.account(database.account, region: database.region))
  }
}
