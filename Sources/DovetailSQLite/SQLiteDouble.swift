public import DovetailTransport

/// Queues and buckets in a SQLite database that behaves like SQS and S3.
///
/// Its own are those of the account and the region of its configuration; see ``account(_:region:)`` for others.
/// Several may be open on one file, in one process or in several.
public final class SQLiteDouble: Sendable {
  /// Where the database is.
  public enum Location: Hashable, Sendable {
    /// In memory, private to the double, gone with it.
    case memory
    /// In the file of that path, which is made if need be.
    case file(String)
  }

  /// The data plane of the queues.
  public let queues: SQLiteQueueTransport
  /// Makes and finds the queues.
  public let administration: SQLiteQueueAdministration
  /// The objects.
  public let blobs: SQLiteBlobStore

  let location: Location
  let lane: WriteLane
  let readLane: ReadLane
  let configuration: SQLiteConfiguration

  private init(
    _ location: Location, _ account: Account, _ lane: WriteLane, _ readLane: ReadLane,
    _ configuration: SQLiteConfiguration
  ) {
    self.location = location
    self.lane = lane
    self.readLane = readLane
    self.configuration = configuration
    let own = SQLiteAccount(account, lane, readLane, configuration)
    queues = own.queues
    administration = own.administration
    blobs = own.blobs
  }

  /// Opens the database and brings it to the current schema.
  ///
  /// Throws ``TransportError`` with code `storageUnusable` when the file is damaged, of another
  /// program, of a newer version, or cannot be written.
  public static func open(
    _ location: Location, clock: any WallClock = SystemClock(),
    _ configuration: SQLiteConfiguration = SQLiteConfiguration()
  ) async throws -> SQLiteDouble {
    let opener = DatabaseOpener(location: location, configuration: configuration)
    let lane = WriteLane(opener, clock: clock)
    switch location {
    case .memory: try await lane.open("open a database in memory")
    case .file(let path): try await lane.open("open \(path)")
    }
    let account = try await account(
      configuration.account, configuration.region, on: lane, configuration)
    return SQLiteDouble(location, account, lane, ReadLane(beside: lane, opener), configuration)
  }

  /// Ends parked polls with an error, waits for what has begun, and closes the database.
  public func close() async {
    await readLane.close()
    await lane.close()
  }
}
