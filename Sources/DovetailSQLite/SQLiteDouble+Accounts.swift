import DovetailTransport

extension SQLiteDouble {
  /// The queues and buckets of another account or region in the same database.
  ///
  /// Queues of one name in two accounts, or in two regions, have nothing to do with each other; buckets
  /// belong to the account in all regions. `id` has twelve digits. The first call for an account writes
  /// to the database. Throws ``TransportError`` with code `invalidParameterValue` for what is no account
  /// or no region.
  public func account(_ id: String, region: String) async throws -> SQLiteAccount {
    let account = try await Self.account(id, region, on: lane, configuration)
    return SQLiteAccount(account, lane, readLane, configuration)
  }

  /// The accounts and regions that have been asked for, in that order.
  public func accounts() async throws -> [(id: String, region: String)] {
    try await lane.perform("list accounts", writes: false) { try $0.accounts.all() }
  }

  /// Removes all queues and buckets of all accounts in one transaction.
  ///
  /// Strict rules do not forbid their names for a minute, as they do after deletes.
  package func clear() async throws {
    try await lane.perform("remove all queues and buckets") { try Clear().run(in: $0) }
  }

  /// Finds the account's row, or makes it.
  static func account(
    _ id: String, _ region: String, on lane: WriteLane, _ configuration: SQLiteConfiguration
  ) async throws -> Account {
    let attempt = "look up account \(id) in \(region)"
    var account = Account.first
    account.baseURL = configuration.baseURL
    // Every database has it.
    if account.id == id, account.region == region { return account }
    try attempting(attempt) { () throws(TransportError) in
      try Account.check(id: id, region: region)
    }
    let found = try await lane.perform(attempt, writes: false) {
      try $0.accounts.find(id, in: region)
    }
    account.id = id
    account.region = region
    account.number =
      if let found { found } else {
        try await lane.perform(attempt) {
          try $0.accounts.find(id, in: region) ?? $0.accounts.insert(id, in: region)
        }
      }
    return account
  }
}
