public import DovetailTransport
import Logging

/// A dead-letter queue: to look at its letters, and to push them back.
///
/// A letter is a message whose task failed for good, or that its queue itself moved after too many
/// receives.
public struct DeadLetters: Sendable {
  /// The dead-letter queue, with the broker's prefix.
  public let queue: QueueName

  let broker: Broker
}

extension Broker {
  /// The dead letters of one queue, named without the broker's prefix.
  ///
  /// A dead-letter queue that several queues share holds the others' letters too; each goes back to its
  /// own. Throws ``TaskError`` with `unknownQueue`, or `noDeadLetterQueue` when the queue has none, and
  /// `TransportError`.
  public func deadLetters(of queue: String) async throws -> DeadLetters {
    let name = try pipeline.route(queue).name
    let attributes = try await services.administration.attributes(of: name)
    guard let target = attributes.redrivePolicy?.deadLetterTarget.queue else {
      throw TaskError(
        .noDeadLetterQueue,
        "The queue \(name) has no dead-letter queue, so it has no dead letters. Give it a RedrivePolicy."
      )
    }
    return DeadLetters(queue: target, broker: self)
  }

  /// The dead letters in a queue, whoever sends them there; its name is taken as it is.
  public func deadLetters(in queue: QueueName) -> DeadLetters {
    DeadLetters(queue: queue, broker: self)
  }
}

extension DeadLetters {
  /// How long a receive waits: over a network, one that does not wait asks only some of SQS's servers.
  var waitTime: Duration {
    broker.services.cancelsPollsWithoutLoss ? .zero : .seconds(1)
  }

  var reader: LetterReader {
    LetterReader(format: broker.configuration.format, payloads: broker.payloads)
  }

  /// Shows letters again that were held, so that who comes next meets them.
  func release(_ receipts: [ReceiptHandle]) async {
    var rest = receipts[...]
    while !rest.isEmpty {
      let changes = rest.prefix(SQSLimits.batchEntries).map {
        VisibilityChange(receipt: $0, timeout: .zero)
      }
      rest = rest.dropFirst(SQSLimits.batchEntries)
      do {
        _ = try await broker.services.transport.changeVisibility(changes, on: queue)
      } catch {
        broker.configuration.logger.info(
          "Dead letters stay hidden until their visibility ends: \(error)",
          metadata: ["queue": "\(queue)"])
      }
    }
  }
}
