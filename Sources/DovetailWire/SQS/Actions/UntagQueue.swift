package import DovetailTransport

/// UntagQueue: takes tags off a queue.
package struct UntagQueue: SQSCall {
  package static let action = SQSAction.untagQueue

  package var queue: QueueURL
  package var keys: [String]

  package init(queue: QueueURL, keys: [String]) {
    self.queue = queue
    self.keys = keys
  }

  package init(_ reader: inout JSONReader) throws {
    let (queue, keys) = try reader.queue(and: "TagKeys") { (reader) throws(JSONError) in
      try reader.texts()
    }
    self.queue = queue
    self.keys = keys ?? []
  }

  package func write(to object: inout JSONObjectWriter) {
    object.member("QueueUrl", queue.text)
    object.member("TagKeys", ifAny: keys)
  }

  package typealias Answer = Void
}
