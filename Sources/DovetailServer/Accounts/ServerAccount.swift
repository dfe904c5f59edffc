package import DovetailSQLite
package import DovetailTransport

/// The queues and buckets of one account in one region, as a server gives them out.
package struct ServerAccount: Sendable {
  /// Twelve digits.
  package let id: String
  package let region: String
  /// Breaks nothing: for who works on the queues beside their clients.
  package let plainQueues: any QueueTransport
  package let administration: any QueueAdministration
  /// Looks into the queues without a receive, and without faults.
  package let inspection: any QueueInspection
  package let objects: SQLiteBlobStore

  private let faults: FaultPlan
  private let faulty: FaultyQueueTransport

  init(_ account: SQLiteAccount, _ faults: FaultPlan) {
    id = account.id
    region = account.region
    self.faults = faults
    plainQueues = account.queues
    faulty = FaultyQueueTransport(account.queues, faults)
    administration = account.administration
    inspection = account.queues
    objects = account.blobs
  }

  /// The queues for a call that SQS calls by this name: they break it as the server's faults say.
  package func queues(serving operation: String) -> any QueueTransport {
    faults.isUntouched ? plainQueues : faulty.serving(operation)
  }
}
