package import DovetailTransport

/// RemovePermission: takes a statement out of a queue's policy.
package struct RemovePermission: SQSCall {
  package static let action = SQSAction.removePermission

  package var queue: QueueURL
  package var label: String

  package init(queue: QueueURL, label: String) {
    self.queue = queue
    self.label = label
  }

  package init(_ reader: inout JSONReader) throws {
    let (queue, label) = try reader.queue(and: "Label") { (reader) throws(JSONError) in
      try reader.text()
    }
    self.queue = queue
    self.label = try label.required("Label")
  }

  package func write(to object: inout JSONObjectWriter) {
    object.member("QueueUrl", queue.text)
    object.member("Label", label)
  }

  package typealias Answer = Void
}
