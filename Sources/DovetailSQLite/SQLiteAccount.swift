import DovetailTransport

/// The queues and buckets of one account in one region, in a SQLite database.
public struct SQLiteAccount: Sendable {
  /// Twelve digits.
  public let id: String
  public let region: String
  /// The data plane of the queues.
  public let queues: SQLiteQueueTransport
  /// Makes and finds the queues.
  public let administration: SQLiteQueueAdministration
  /// The objects; buckets belong to the account, whatever the region.
  public let blobs: SQLiteBlobStore

  init(
    _ account: Account, _ lane: WriteLane, _ readLane: ReadLane,
    _ configuration: SQLiteConfiguration
  ) {
    id = account.id
    region = account.region
    let lane = AccountLane(lane: lane, readLane: readLane, account: account)
    queues = SQLiteQueueTransport(
      lane: lane, random: configuration.random,
      disorder: configuration.disorder.map { disorder in
        let source = RandomSource.seeded(disorder.seed)
        return { ReceiveDisorder(disorder, seed: source.next()) }
      })
    administration = SQLiteQueueAdministration(
      lane: lane, random: configuration.random, isStrict: configuration.isStrict)
    blobs = SQLiteBlobStore(lane: lane, random: configuration.random)
  }
}
