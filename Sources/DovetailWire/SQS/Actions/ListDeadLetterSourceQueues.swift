package import DovetailTransport

/// ListDeadLetterSourceQueues: the queues whose dead letters go to a queue, a page at a time.
package struct ListDeadLetterSourceQueues: SQSCall {
  package static let action = SQSAction.listDeadLetterSourceQueues

  package var queue: QueueURL
  package var options: DeadLetterSourcesOptions

  package init(queue: QueueURL, options: DeadLetterSourcesOptions) {
    self.queue = queue
    self.options = options
  }

  package init(_ reader: inout JSONReader) throws {
    var url: String?
    var options = DeadLetterSourcesOptions()
    try reader.object { (name, reader) throws(JSONError) in
      switch name {
      case "QueueUrl": url = try reader.text()
      case "MaxResults": options.maxResults = try reader.pageSize()
      case "NextToken": options.nextToken = try reader.text()
      default: try reader.skip()
      }
    }
    queue = try QueueURL(required: url)
    self.options = options
  }

  package func write(to object: inout JSONObjectWriter) {
    object.member("QueueUrl", queue.text)
    object.member("MaxResults", ifAny: options.maxResults)
    object.member("NextToken", ifAny: options.nextToken)
  }

  /// Writes the list also when it is empty, under a name that begins in lower case: so does SQS.
  package func write(_ answer: QueueURLPage, to object: inout JSONObjectWriter) {
    answer.write(to: &object, as: "queueUrls")
  }

  package func readAnswer(_ reader: inout JSONReader) throws -> QueueURLPage {
    try reader.queuePage("queueUrls")
  }
}
