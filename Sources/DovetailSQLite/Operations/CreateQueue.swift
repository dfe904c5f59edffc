internal import DovetailTransport

/// CreateQueue: makes a queue, or finds that one of that name is just what was asked for.
struct CreateQueue {
  private let name: QueueName
  private let attributes: QueueAttributes
  private let settings: QueueSettings

  init(_ name: QueueName, _ attributes: QueueAttributes) throws(TransportError) {
    var settings = QueueSettings()
    settings.fifo = try FIFOSettings(creating: name, attributes)
    try settings.apply(attributes)
    settings.fifo?.freeze()
    self.name = name
    self.attributes = attributes
    self.settings = settings
  }

  func run(in transaction: Transaction) throws {
    guard let existing = try transaction.queues.find(name.text) else {
      return try transaction.queues.insert(name.text, settings, at: transaction.now)
    }
    guard let different = try existing.settings.firstDifference(from: attributes) else { return }
    throw TransportError.invalid(
      .queueNameExists,
      "A queue already exists with the same name and a different value for attribute "
        + different.rawValue)
  }
}
