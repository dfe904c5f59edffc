package import DovetailTransport

/// ListQueueTags: the tags of a queue.
package struct ListQueueTags: QueueOnlyCall {
  package static let action = SQSAction.listQueueTags

  package var queue: QueueURL

  package init(queue: QueueURL) {
    self.queue = queue
  }

  package func write(_ answer: [String: String], to object: inout JSONObjectWriter) {
    object.member("Tags", ifAny: answer)
  }

  package func readAnswer(_ reader: inout JSONReader) throws -> [String: String] {
    try reader.textMap(in: "Tags")
  }
}
