package import DovetailTransport

/// ChangeMessageVisibility: sets how long from now a received message stays hidden.
package struct ChangeMessageVisibility: SQSCall {
  package static let action = SQSAction.changeMessageVisibility

  package var queue: QueueURL
  package var change: VisibilityChange

  package init(queue: QueueURL, change: VisibilityChange) {
    self.queue = queue
    self.change = change
  }

  package init(_ reader: inout JSONReader) throws {
    let (queue, change) = try reader.queue(and: WireVisibilityChange())
    self.queue = queue
    self.change = try change.value()
  }

  package func write(to object: inout JSONObjectWriter) {
    object.member("QueueUrl", queue.text)
    WireVisibilityChange.write(change, to: &object)
  }
}
