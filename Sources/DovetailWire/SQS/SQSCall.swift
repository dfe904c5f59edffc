package import DovetailTransport

/// A call of SQS: what is asked, and how it and its answer are written and read as JSON.
///
/// A client writes the call and reads the answer, a server reads the call and writes the answer. The
/// query protocol is a transcription of the same shapes.
///
/// Source: SQS API reference, and the service model of botocore 1.43.11.
package protocol SQSCall: Sendable {
  associatedtype Answer: Sendable

  static var action: SQSAction { get }

  /// Reads what a client asks.
  ///
  /// Throws `JSONError` for what is no such JSON, and ``SQSError`` or `TransportError` for what SQS
  /// refuses before it looks at a queue.
  init(_ reader: inout JSONReader) throws

  /// Writes what is asked.
  func write(to object: inout JSONObjectWriter)

  /// Writes an answer to this call.
  func write(_ answer: Answer, to object: inout JSONObjectWriter)

  /// Reads the answer to this call; throws `JSONError` for what is none, and `TransportError` for one
  /// that cannot be believed.
  func readAnswer(_ reader: inout JSONReader) throws -> Answer
}

extension SQSCall where Answer == Void {
  package func write(_ answer: Void, to object: inout JSONObjectWriter) {}

  package func readAnswer(_ reader: inout JSONReader) throws {}
}

/// A call that names a queue and says nothing else.
protocol QueueOnlyCall: SQSCall {
  var queue: QueueURL { get }

  init(queue: QueueURL)
}

extension QueueOnlyCall {
  package init(_ reader: inout JSONReader) throws {
    var url: String?
    try reader.object { (name, reader) throws(JSONError) in
      switch name {
      case "QueueUrl": url = try reader.text()
      default: try reader.skip()
      }
    }
    self.init(queue: try QueueURL(required: url))
  }

  package func write(to object: inout JSONObjectWriter) {
    object.member("QueueUrl", queue.text)
  }
}
