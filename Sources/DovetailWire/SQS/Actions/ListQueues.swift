package import DovetailTransport

/// ListQueues: the queues whose names begin with a text, a page at a time.
package struct ListQueues: SQSCall {
  package static let action = SQSAction.listQueues

  package var options: ListQueuesOptions

  package init(options: ListQueuesOptions) {
    self.options = options
  }

  package init(_ reader: inout JSONReader) throws {
    var options = ListQueuesOptions()
    try reader.object { (name, reader) throws(JSONError) in
      switch name {
      case "QueueNamePrefix": options.prefix = try reader.text() ?? ""
      case "MaxResults": options.maxResults = try reader.pageSize()
      case "NextToken": options.nextToken = try reader.text()
      default: try reader.skip()
      }
    }
    self.options = options
  }

  package func write(to object: inout JSONObjectWriter) {
    if !options.prefix.isEmpty { object.member("QueueNamePrefix", options.prefix) }
    object.member("MaxResults", ifAny: options.maxResults)
    object.member("NextToken", ifAny: options.nextToken)
  }

  package func write(_ answer: QueueURLPage, to object: inout JSONObjectWriter) {
    guard !answer.queues.isEmpty || answer.nextToken != nil else { return }
    answer.write(to: &object, as: "QueueUrls")
  }

  package func readAnswer(_ reader: inout JSONReader) throws -> QueueURLPage {
    try reader.queuePage("QueueUrls")
  }
}

extension JSONReader {
  /// How many results a page may have; nil for none or 0, which SQS takes for none.
  mutating func pageSize() throws(JSONError) -> Int? {
    let size = try integer()
    return size == 0 ? nil : size
  }
}
