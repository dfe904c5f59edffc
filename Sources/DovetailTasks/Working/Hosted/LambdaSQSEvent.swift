public import DovetailTransport

/// The messages that AWS Lambda hands to a function, read from its JSON.
///
/// It is decodable, so that a Lambda runtime can read it by itself:
///
/// ```swift
/// let runtime = LambdaRuntime { (event: LambdaSQSEvent, context: LambdaContext) in
///   try await worker.run(event).partialBatchResponse
/// }
/// ```
///
/// Source: AWS Lambda developer guide, "Using Lambda with Amazon SQS", "Example Amazon SQS message event".
public struct LambdaSQSEvent: Hashable, Sendable {
  /// The queue that the messages come from; nil when there are none.
  public let queue: QueueARN?
  /// The messages, in the order in which Lambda gives them.
  public let messages: [ReceivedMessage]

  /// Reads the JSON that Lambda sends; throws ``TaskFormatError``, which quotes nothing of it.
  public init(json: some Collection<UInt8>) throws(TaskFormatError) {
    do {
      self = try JSONCoders.decode(Self.self, from: json)
    } catch let error as TaskFormatError {
      throw error
    } catch {
      throw Self.error(nil, "does not have the form that AWS Lambda gives it")
    }
  }

  static func error(_ member: String?, _ problem: String) -> TaskFormatError {
    TaskFormatError(document: "Lambda event of SQS messages", member: member, problem: problem)
  }
}

extension LambdaSQSEvent: Decodable {
  private enum CodingKeys: String, CodingKey {
    case records = "Records"
  }

  /// Reads the event; throws ``TaskFormatError`` when it lacks what is needed to run and to answer, or has
  /// messages of two queues.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    guard let records = try container.decodeIfPresent([LambdaSQSRecord].self, forKey: .records)
    else { throw Self.error("Records", "is missing") }
    let queues = Set(records.map(\.queue))
    guard queues.count <= 1 else {
      throw Self.error("eventSourceARN", "names more than one queue")
    }
    queue = queues.first
    messages = records.map(\.message)
  }
}
