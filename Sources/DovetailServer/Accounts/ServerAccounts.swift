internal import DovetailSQLite
internal import DovetailTransport
internal import Synchronization

/// The accounts and regions that clients have used.
package final class ServerAccounts: Sendable {
  private struct Key: Hashable {
    var id: String
    var region: String
  }

  /// The most that requests may bring into being, so that nobody fills the database by changing keys.
  static let most = 1000

  private let double: SQLiteDouble
  private let faults: FaultPlan
  /// Of requests that name none.
  private let own: Key
  /// By the ids of keys.
  private let accountsOfKeys: [String: String]
  private let known = Mutex<[Key: ServerAccount]>([:])

  init(_ configuration: ServerConfiguration, _ double: SQLiteDouble, _ faults: FaultPlan) {
    self.double = double
    self.faults = faults
    own = Key(id: configuration.database.account, region: configuration.database.region)
    accountsOfKeys = Dictionary(
      configuration.credentials.compactMap { key in key.account.map { (key.accessKeyID, $0) } },
      uniquingKeysWith: { $1 })
  }

  /// The account of a request's scope; one that was never used is made.
  nonisolated(nonsending) func account(of scope: RequestScope) async throws -> ServerAccount {
    try await account(id(ofKey: scope.accessKeyID), region: scope.region ?? own.region)
  }

  /// The account of that id in that region; one that was never used is made.
  ///
  /// Throws ``TransportError`` for what is no account or no region, and when there are too many.
  package nonisolated(nonsending) func account(
    _ id: String, region: String
  ) async throws -> ServerAccount {
    let key = Key(id: id, region: region)
    if let account = known.withLock({ $0[key] }) { return account }
    if known.withLock({ $0.count }) >= Self.most, try await !exists(key) {
      throw TransportError(
        .overLimit, attempt: "use account \(id) in \(region)",
        detail: "The server has \(Self.most) accounts and regions already; use one of those.")
    }
    let account = ServerAccount(try await double.account(id, region: region), faults)
    return known.withLock { known in
      let first = known[key] ?? account
      known[key] = first
      return first
    }
  }

  /// The account of that id in that region, if anybody ever used it.
  package nonisolated(nonsending) func existingAccount(
    _ id: String, region: String
  ) async throws -> ServerAccount? {
    let key = Key(id: id, region: region)
    if let account = known.withLock({ $0[key] }) { return account }
    return try await exists(key) ? account(id, region: region) : nil
  }

  private func exists(_ key: Key) async throws -> Bool {
    try await double.accounts().contains { $0.id == key.id && $0.region == key.region }
  }

  /// A key whose id has twelve digits is that of an account, as people are used to from LocalStack.
  private func id(ofKey key: String?) -> String {
    guard let key else { return own.id }
    if let account = accountsOfKeys[key] { return account }
    return QueueURL.isAccount(key) ? key : own.id
  }
}
