internal import DovetailTransport

/// Removes all queues and buckets of all accounts, with what is in them, and forgets that there were any.
///
/// Messages are gone with it, though their rows are deleted bit by bit. What still comes in of an object is told
/// that it was cleared away.
struct Clear {
  func run(in transaction: Transaction) throws {
    let queues = try transaction.queues.all()
    for statement in Schema.clearing { try transaction.connection.run(statement) }
    transaction.queues.forget()
    transaction.buckets.forget()
    for queue in queues {
      try transaction.drop(queue.backlog)
      // Receives that wait look again, find their queue gone, and return nothing.
      transaction.stir(queue.id)
    }
    // Of objects alone nobody else would give the pages back.
    if queues.isEmpty { try transaction.drop(try transaction.backlogs.insert()) }
  }
}
