import DovetailTransport

extension Broker {
  /// Sends parcels, batched by queue, count and bytes; returns each one's id or error, in order.
  func sendAll(
    _ parcels: [Result<SendPipeline.Parcel, any Error>]
  ) async -> [Result<TaskID, any Error>] {
    var outcomes = parcels.map { $0.map(\.id) }
    for batch in SendBatch.split(parcels) {
      let sent: [Result<SentMessage, TransportError>]
      do {
        sent = try await services.transport.send(batch.messages, to: batch.queue)
      } catch {
        for index in batch.indices { outcomes[index] = .failure(error) }
        continue
      }
      for (offset, index) in batch.indices.enumerated() {
        let lost = TransportError(.outcomeUnknown, attempt: "send to \(batch.queue)")
        let outcome = offset < sent.count ? sent[offset] : .failure(lost)
        if case .failure(let error) = outcome { outcomes[index] = .failure(error) }
      }
    }
    return outcomes
  }
}

/// Messages for one queue that fit into one request.
struct SendBatch {
  let queue: QueueName
  private(set) var messages: [OutgoingMessage] = []
  /// Where its messages stand among all that were to be sent.
  private(set) var indices: [Int] = []
  private var size = 0

  private init(queue: QueueName) {
    self.queue = queue
  }

  /// Puts parcels into batches of up to ten entries and 1 MiB, in their order; leaves failures out.
  static func split(_ parcels: [Result<SendPipeline.Parcel, any Error>]) -> [SendBatch] {
    var full: [SendBatch] = []
    var open: [QueueName: SendBatch] = [:]
    for (index, parcel) in parcels.enumerated() {
      guard let parcel = try? parcel.get() else { continue }  // Its failure is its outcome.
      var batch = open[parcel.queue] ?? SendBatch(queue: parcel.queue)
      if !batch.takes(parcel.message) {
        full.append(batch)
        batch = SendBatch(queue: parcel.queue)
      }
      batch.add(parcel.message, index)
      open[parcel.queue] = batch
    }
    return full + open.values
  }

  private func takes(_ message: OutgoingMessage) -> Bool {
    messages.isEmpty
      || messages.count < SQSLimits.batchEntries && size + message.size <= SQSLimits.messageBytes
  }

  private mutating func add(_ message: OutgoingMessage, _ index: Int) {
    messages.append(message)
    indices.append(index)
    size += message.size
  }
}
