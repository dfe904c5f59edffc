import DovetailTransport
import DovetailWire
import Logging

extension SQSClient {
  /// Options with a name for the attempt, so that a receive whose answer was lost gets the same messages
  /// when it is made again; on FIFO queues, for others have no such names.
  func naming(_ options: ReceiveOptions, on queue: QueueName) -> ReceiveOptions {
    guard queue.isFIFO, options.attemptID == nil else { return options }
    var named = options
    named.attemptID = UniqueID.random(from: caller.random).uuidString
    return named
  }

  /// Receives; the time-out is that of the wait, and ten seconds more.
  func poll(
    _ queue: QueueName, _ options: ReceiveOptions, _ attempt: String
  ) async throws -> [Result<ReceivedMessage, TransportError>] {
    // Not given, it is the queue's own, which is 20 s at most.
    let wait = options.waitTime ?? SQSLimits.waitTime.upperBound
    return try await call(
      on: queue, attempt, options: HTTPCallOptions(timeout: wait + .seconds(10)), isPoll: true
    ) { url in
      ReceiveMessage(queue: url, options: options, at: caller.clock.now)
    }
  }

  /// The messages whose digests are those of what came.
  ///
  /// The others are logged, and come back when their visibility timeout ends. When none is left, throws
  /// what is wrong with the first.
  func believed(
    _ outcomes: [Result<ReceivedMessage, TransportError>], _ attempt: String
  ) throws(TransportError) -> [ReceivedMessage] {
    var messages: [ReceivedMessage] = []
    var fault: TransportError?
    for outcome in outcomes {
      switch outcome {
      case .success(let message): messages.append(message)
      case .failure(let error):
        logger.error("A message was damaged on its way, and will be received again: \(error)")
        fault = fault ?? error.attempting(attempt)
      }
    }
    if let fault, messages.isEmpty { throw fault }
    return messages
  }
}
