import Dovetail

/// A transport that notes what it is asked for and what it delivers.
struct OverheardQueue: ReceiveListener {
  let inner: any QueueTransport
  private let receives = Notes<QueueName>()
  private let messages = Notes<[ReceivedMessage]>()

  init(_ inner: any QueueTransport) {
    self.inner = inner
  }

  /// All messages that were received, in their order.
  var received: [ReceivedMessage] { messages.all.flatMap(\.self) }

  /// Waits until so many receives have begun.
  func waitForReceives(_ count: Int) async {
    while receives.all.count < count { await Task.yield() }
  }

  func receive(
    from queue: QueueName, _ options: ReceiveOptions
  ) async throws -> [ReceivedMessage] {
    receives.add(queue)
    let received = try await inner.receive(from: queue, options)
    messages.add(received)
    return received
  }
}

extension Workbench {
  /// Another broker on the same queues, whose receives are noted.
  func overheard(
    _ change: (inout BrokerConfiguration) -> Void = { _ in }
  ) async throws -> (broker: Broker, heard: OverheardQueue) {
    let heard = OverheardQueue(transport)
    var services = services
    services.transport = heard
    var configuration = BrokerConfiguration()
    configuration.logger = Self.silence
    change(&configuration)
    return (try await Broker(services, configuration), heard)
  }
}
