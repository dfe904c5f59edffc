internal import DovetailTransport

/// A standard queue whose messages have groups, which share it fairly: a tenant with many messages in
/// flight does not keep the others waiting.
///
/// A queue becomes one with its first message that has a group, and stays one; others pay nothing.
///
/// Source: SQS developer guide, "Amazon SQS fair queues".
struct FairQueue {
  /// Its backlog.
  let id: Int64
  let transaction: Transaction

  /// A tenant is noisy with so many messages in flight, if they are over a tenth of the queue's.
  static let fewestOfNoisy: Int64 = 30
  /// A tenant that has sent nothing for so long is not noisy.
  static let memory: Duration = .seconds(300)

  /// Makes a standard queue a fair one.
  func begin() throws(SQLiteError) {
    let tenant = try transaction.tenants.insert("", into: id, at: transaction.now)
    try transaction.messages.assign(id, to: tenant)
    let inFlight = try transaction.flights.begin(on: id, of: tenant, at: transaction.now)
    try transaction.backlogs.beginFairness(of: id, inFlight: inFlight)
    transaction.noteFair(id)
    try refresh(tenant)
  }

  /// Keeps a message of a group, or of none, and returns its row.
  func insert(
    _ draft: MessageTable.Draft, group: String?
  ) throws(SQLiteError) -> Int64 {
    let (tenants, now) = (transaction.tenants, transaction.now)
    let name = group ?? ""
    let known = try tenants.find(name, in: id)
    let tenant = if let known { known } else { try tenants.insert(name, into: id, at: now) }
    let row = try transaction.messages.insert(draft, into: id, among: .tenant(tenant))
    try tenants.add(row, visibleAt: draft.visibleAt, to: tenant, at: now)
    return row
  }

  /// Takes note that a message was hidden by a receive.
  func takeOff(_ row: Int64, of tenant: Int64, until end: Timestamp) throws(SQLiteError) {
    try land(row, of: tenant)  // Its last flight may have ended, and not been landed yet.
    try transaction.flights.insert(row, of: tenant, on: id, until: end)
    try count(1, of: tenant)
  }

  /// Takes note that a message is gone, or visible from `instant` on.
  func change(
    _ row: Int64, of tenant: Int64, visibleAt instant: Timestamp?
  ) throws(SQLiteError) {
    if let instant, instant > transaction.now {
      try transaction.flights.setEnd(of: row, to: instant)
    } else {
      try land(row, of: tenant)
    }
    try refresh(tenant)
  }

  /// Lands the flights that have ended; each ends once, so what a receive pays for it does not come
  /// back.
  ///
  /// It leaves to the next receive what is too much for one transaction: until then their tenants seem
  /// busier than they are.
  func landEnded() throws(SQLiteError) {
    let ended = try transaction.flights.ended(
      on: id, at: transaction.now, limit: transaction.sweep.rest)
    for flight in ended { try land(flight.row, of: flight.tenant) }
    transaction.sweep.spend(ended.count)
  }

  /// The tenant whose turn it is: of the quiet ones the one that has waited longest, of the noisy ones
  /// the one with the fewest messages in flight.
  func next() throws(SQLiteError) -> TenantTable.Waiting? {
    let (tenants, now) = (transaction.tenants, transaction.now)
    let inFlight = try transaction.backlogs.fairInFlight(of: id)
    let noise = TenantTable.Noise(
      inFlight: max(Self.fewestOfNoisy, inFlight / 10 + 1),
      sentAfter: now.advanced(by: .zero - Self.memory))
    if let quiet = try tenants.nextQuiet(in: id, noise, at: now) { return quiet }
    return try tenants.nextNoisy(in: id, noise, at: now)
  }

  /// Looks up the tenant's first message; a tenant without messages is gone.
  func refresh(_ tenant: Int64) throws(SQLiteError) {
    if let next = try transaction.messages.next(of: tenant) {
      try transaction.tenants.setNext(of: tenant, to: next.row, at: next.visibleAt)
    } else {
      try transaction.tenants.delete(tenant)
    }
  }

  private func land(_ row: Int64, of tenant: Int64) throws(SQLiteError) {
    if try transaction.flights.delete(row) { try count(-1, of: tenant) }
  }

  private func count(_ count: Int64, of tenant: Int64) throws(SQLiteError) {
    try transaction.tenants.addInFlight(count, to: tenant)
    try transaction.backlogs.addFairInFlight(count, to: id)
  }
}
