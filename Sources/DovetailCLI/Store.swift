import Dovetail

/// What a command works on, wherever that is.
struct Store {
  let queues: any QueueTransport
  let administration: any QueueAdministration
  let close: @Sendable () async -> Void

  init(_ double: SQLiteDouble) {
    queues = double.queues
    administration = double.administration
    close = { await double.close() }
  }

  init(_ client: AWSClient) {
    queues = client.queues
    administration = client.administration
    close = { await client.close() }
  }
}
