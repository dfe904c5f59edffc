internal import DovetailTransport

/// What an operation works on: the open transaction, and the time at which all of it happens.
///
/// An operation may run more than once, when a neighbour's failure undoes the transaction, and so must
/// depend on nothing but the database and its own inputs.
final class Transaction {
  let connection: Connection
  /// One instant for the whole transaction; never before that of an earlier one.
  let now: Timestamp
  /// The room for messages in flight.
  let inFlight: InFlightBudget
  /// How many messages of a FIFO queue a receive looks at for groups; nil: all.
  let lookAhead: Int?
  let queues: QueueTable
  let buckets: BucketTable
  /// Whose queues and buckets names mean; each operation sets its own.
  var account = Account.nobody
  /// The queues in which a message may have become visible.
  private(set) var stirredQueues: Set<Int64> = []
  /// When the next steps of chores are due.
  private(set) var choreWakes: [Chore: Timestamp] = [:]
  private var unservedQueues: Set<Int64> = []
  /// What it adds to counts; written before the commit.
  let tally = MessageTally()
  /// Numbers for messages.
  let numbering: NumberingTable
  /// The backlogs that it has begun to share fairly.
  private(set) var fairBacklogs: Set<Int64> = []
  /// The backlogs that it has dropped, unless that was undone.
  private(set) var droppedBacklogs: Set<Int64> = []
  /// How many messages it has remembered by their de-duplication ids.
  private(set) var remembered = 0
  /// What it may clear away.
  let sweep = Sweep()

  /// `knowledge` must hold in it.
  init(
    _ connection: Connection, now: Timestamp, knowledge: LaneKnowledge, inFlight: InFlightBudget,
    lookAhead: Int?
  ) {
    self.connection = connection
    self.now = now
    self.inFlight = inFlight
    self.lookAhead = lookAhead
    queues = QueueTable(connection: connection, found: knowledge.queues)
    numbering = NumberingTable(connection: connection, block: knowledge.numbers)
    buckets = BucketTable(connection: connection, found: knowledge.buckets)
  }

  var accounts: AccountTable { AccountTable(connection: connection) }
  var backlogs: BacklogTable { BacklogTable(connection: connection) }
  var queueAttributes: QueueAttributeTable { QueueAttributeTable(connection: connection) }
  var tags: QueueTagTable { QueueTagTable(connection: connection) }
  var moveTasks: MoveTaskTable { MoveTaskTable(connection: connection) }
  var deletedQueues: DeletedQueueTable { DeletedQueueTable(connection: connection) }
  var hidden: HiddenTable { HiddenTable(connection: connection) }
  var messages: MessageTable {
    MessageTable(connection: connection, numbering: numbering, keepsOrder: lookAhead != nil)
  }
  var groups: GroupTable { GroupTable(connection: connection, numbering: numbering) }
  var tenants: TenantTable { TenantTable(connection: connection) }
  var flights: FlightTable { FlightTable(connection: connection) }
  var deduplications: DeduplicationTable { DeduplicationTable(connection: connection) }
  var attempts: AttemptTable { AttemptTable(connection: connection) }
  var objects: ObjectTable { ObjectTable(connection: connection) }
  var uploads: UploadTable { UploadTable(connection: connection) }
  var parts: PartTable { PartTable(connection: connection) }
  var slices: SliceTable { SliceTable(connection: connection) }
  var chunks: ChunkTable { ChunkTable(connection: connection) }
  var looseContents: LooseContentTable { LooseContentTable(connection: connection) }

  /// Says that polls of the queue should look again, in this same transaction.
  func stir(_ queue: Int64) {
    stirredQueues.insert(queue)
    unservedQueues.insert(queue)
  }

  /// Says when the next step of a chore is due.
  func wake(_ chore: Chore, at instant: Timestamp) {
    choreWakes[chore] = instant
  }

  /// A stirred queue whose polls have not looked since; nil when there is none.
  var unservedQueue: Int64? { unservedQueues.first }

  /// Says that the queue's polls have looked.
  func setServed(_ queue: Int64) {
    unservedQueues.remove(queue)
  }

  /// Says that the backlog is shared fairly from now on.
  func noteFair(_ backlog: Int64) {
    fairBacklogs.insert(backlog)
    queues.forget()
  }

  /// Forgets which backlogs it has begun to share fairly: that may have been undone.
  func forgetFair() {
    fairBacklogs.removeAll()
  }

  /// Says that the backlog is no queue's any more.
  func noteDropped(_ backlog: Int64) {
    droppedBacklogs.insert(backlog)
  }

  /// Remembers a message by its de-duplication id.
  func remember(
    _ message: DeduplicationTable.Accepted, _ key: DeduplicationTable.Key
  ) throws(SQLiteError) {
    try deduplications.remember(message, key, at: now)
    remembered += 1
  }

  /// The last number among the messages of a FIFO queue that receives look at.
  ///
  /// Source: SQS developer guide, "FIFO queue quotas".
  func lastNumberInSight(of backlog: Int64) throws(SQLiteError) -> Int64 {
    guard let lookAhead, try messageCount(of: backlog) >= Int64(lookAhead) else { return .max }
    return try messages.number(after: lookAhead, in: backlog).map { $0 - 1 } ?? .max
  }

  /// The queue of that name; throws `queueDoesNotExist`.
  func queue(_ name: QueueName) throws -> QueueRecord {
    guard let queue = try queues.find(name.text, of: account.number) else {
      throw TransportError.invalid(
        .queueDoesNotExist, "The specified queue does not exist: \(name)")
    }
    return queue
  }

  /// The bucket of that name; throws `bucketDoesNotExist`.
  func bucket(_ name: BucketName) throws -> Int64 {
    guard let bucket = try buckets.find(name, of: account.id) else {
      throw TransportError.missing(name)
    }
    return bucket.id
  }

  /// Where a key is, and the object there if there is one; throws `bucketDoesNotExist`.
  func place(_ key: BlobKey) throws -> ObjectPlace {
    guard let place = try objects.locate(key, of: account.id) else {
      throw TransportError.missing(key.bucket)
    }
    return place
  }
}
