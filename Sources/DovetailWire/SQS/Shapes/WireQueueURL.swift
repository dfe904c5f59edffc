package import DovetailTransport

/// URLs of queues in answers.
///
/// Services that imitate SQS have paths of their own, so a client takes any URL that names the queue.
extension JSONReader {
  /// The answer that holds the URL of a queue.
  mutating func queueURL(of queue: QueueName) throws -> QueueURL {
    var url: String?
    try object { (name, reader) throws(JSONError) in
      switch name {
      case "QueueUrl": url = try reader.text()
      default: try reader.skip()
      }
    }
    guard let url else { throw JSONError(expected: "a QueueUrl", offset: offset) }
    return QueueURL(url, of: queue)
  }

  /// An answer that lists queues under `member`.
  mutating func queuePage(_ member: String) throws -> QueueURLPage {
    var urls: [String] = []
    var nextToken: String?
    try object { (name, reader) throws(JSONError) in
      switch name {
      case member: urls = try reader.texts() ?? []
      case "NextToken": nextToken = try reader.text()
      default: try reader.skip()
      }
    }
    let queues = try urls.map { url in
      QueueURL(url, of: try QueueName(url.split(separator: "/").last.map(String.init) ?? ""))
    }
    return QueueURLPage(queues: queues, nextToken: nextToken)
  }
}

/// A page of queues, by their URLs.
package struct QueueURLPage: Hashable, Sendable {
  package var queues: [QueueURL]
  /// What to ask the next page with; nil: this was the last.
  package var nextToken: String?

  package init(queues: [QueueURL], nextToken: String?) {
    self.queues = queues
    self.nextToken = nextToken
  }

  /// Gives the queues of a page their URLs.
  package init(_ page: QueuePage, url: (QueueName) -> QueueURL) {
    self.init(queues: page.queues.map(url), nextToken: page.nextToken)
  }

  /// The queues by their names.
  package var page: QueuePage { QueuePage(queues: queues.map(\.queue), nextToken: nextToken) }

  func write(to object: inout JSONObjectWriter, as member: String) {
    object.member(member) { writer in writer.array(queues) { $0.string($1.text) } }
    object.member("NextToken", ifAny: nextToken)
  }
}

extension QueueAttributes {
  /// Takes attributes by the texts of their names.
  init(texts: [String: String]) {
    self.init(
      Dictionary(
        uniqueKeysWithValues: texts.map { (QueueAttributeName(rawValue: $0.key), $0.value) }))
  }

  /// The attributes by the texts of their names.
  var texts: [String: String] {
    Dictionary(uniqueKeysWithValues: values.map { ($0.key.rawValue, $0.value) })
  }
}
