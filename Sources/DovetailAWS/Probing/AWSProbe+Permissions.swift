package import DovetailTransport
import DovetailWire

/// What can be tried on a queue without doing anything there.
package enum HarmlessTry: String, CaseIterable, Sendable {
  case send = "sqs:SendMessage"
  case delete = "sqs:DeleteMessage"
  case changeVisibility = "sqs:ChangeMessageVisibility"
}

extension AWSProbe {
  /// Whether AWS denies a call; it names no message, or has a delay that no queue takes, so that it is in
  /// vain if it is allowed.
  ///
  /// Throws what else the call fails with.
  package func isDenied(_ act: HarmlessTry, on queue: QueueName) async throws -> Bool {
    do {
      try await attempt(act, on: queue)
      return false
    } catch let error as TransportError where error.code == .accessDenied {
      return true
    }
  }

  /// By calls on batches, whose entries fail only behind the door that permissions keep.
  private func attempt(_ act: HarmlessTry, on queue: QueueName) async throws {
    let nobodys = ReceiptHandle(rawValue: "dovetail-doctor")
    switch act {
    case .send:
      let message = OutgoingMessage("dovetail doctor", delay: SQSLimits.delay.upperBound * 2)
      _ = try await queues.call(on: queue, "try to send to \(queue)") {
        SendMessageBatch(queue: $0, messages: [message])
      }
    case .delete:
      _ = try await queues.call(on: queue, "try to delete from \(queue)") {
        DeleteMessageBatch(queue: $0, receipts: [nobodys])
      }
    case .changeVisibility:
      _ = try await queues.call(on: queue, "try to change visibility on \(queue)") {
        ChangeMessageVisibilityBatch(
          queue: $0, changes: [VisibilityChange(receipt: nobodys, timeout: .zero)])
      }
    }
  }
}
