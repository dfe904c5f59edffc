package import DovetailTransport

/// DeleteMessage: deletes a message by the handle of its receive.
package struct DeleteMessage: SQSCall {
  package static let action = SQSAction.deleteMessage

  package var queue: QueueURL
  package var receipt: ReceiptHandle

  package init(queue: QueueURL, receipt: ReceiptHandle) {
    self.queue = queue
    self.receipt = receipt
  }

  package init(_ reader: inout JSONReader) throws {
    let (queue, receipt) = try reader.queue(and: WireReceipt())
    self.queue = queue
    self.receipt = try receipt.value()
  }

  package func write(to object: inout JSONObjectWriter) {
    object.member("QueueUrl", queue.text)
    WireReceipt.write(receipt, to: &object)
  }
}
