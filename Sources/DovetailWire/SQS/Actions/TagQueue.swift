package import DovetailTransport

/// TagQueue: sets tags of a queue.
package struct TagQueue: SQSCall {
  package static let action = SQSAction.tagQueue

  package var queue: QueueURL
  package var tags: [String: String]

  package init(queue: QueueURL, tags: [String: String]) {
    self.queue = queue
    self.tags = tags
  }

  package init(_ reader: inout JSONReader) throws {
    let (queue, tags) = try reader.queue(and: "Tags") { (reader) throws(JSONError) in
      try reader.textMap()
    }
    self.queue = queue
    self.tags = tags ?? [:]
  }

  package func write(to object: inout JSONObjectWriter) {
    object.member("QueueUrl", queue.text)
    object.member("Tags", ifAny: tags)
  }

  package typealias Answer = Void
}
