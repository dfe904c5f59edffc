import DovetailTransport
import DovetailWire
import Foundation
import Testing

/// A request of `Resources/sqs-requests.json`.
struct SQSRequestFixture: Decodable, CustomTestStringConvertible {
  let action: String
  let json: String
  let form: String

  var testDescription: String { "\(action) \(json.prefix(60))" }

  static func all() throws -> [SQSRequestFixture] { try read("sqs-requests") }
}

/// An answer of `Resources/sqs-answers.json`, and the request that it answers.
struct SQSAnswerFixture: Decodable, CustomTestStringConvertible {
  let action: String
  let request: String
  let json: String
  let xml: String

  var testDescription: String { "\(action) \(json.prefix(60))" }

  static func all() throws -> [SQSAnswerFixture] { try read("sqs-answers") }
}

private func read<Fixture: Decodable>(_ name: String) throws -> [Fixture] {
  guard let url = Bundle.module.url(forResource: name, withExtension: "json") else {
    throw CocoaError(.fileNoSuchFile)
  }
  return try JSONDecoder().decode([Fixture].self, from: Data(contentsOf: url))
}

extension SQSAction {
  /// The type of its calls.
  var type: any SQSCall.Type {
    switch self {
    case .addPermission: AddPermission.self
    case .cancelMessageMoveTask: CancelMessageMoveTask.self
    case .changeMessageVisibility: ChangeMessageVisibility.self
    case .changeMessageVisibilityBatch: ChangeMessageVisibilityBatch.self
    case .createQueue: CreateQueue.self
    case .deleteMessage: DeleteMessage.self
    case .deleteMessageBatch: DeleteMessageBatch.self
    case .deleteQueue: DeleteQueue.self
    case .getQueueAttributes: GetQueueAttributes.self
    case .getQueueURL: GetQueueURL.self
    case .listDeadLetterSourceQueues: ListDeadLetterSourceQueues.self
    case .listMessageMoveTasks: ListMessageMoveTasks.self
    case .listQueueTags: ListQueueTags.self
    case .listQueues: ListQueues.self
    case .purgeQueue: PurgeQueue.self
    case .receiveMessage: ReceiveMessage.self
    case .removePermission: RemovePermission.self
    case .sendMessage: SendMessage.self
    case .sendMessageBatch: SendMessageBatch.self
    case .setQueueAttributes: SetQueueAttributes.self
    case .startMessageMoveTask: StartMessageMoveTask.self
    case .tagQueue: TagQueue.self
    case .untagQueue: UntagQueue.self
    }
  }
}

extension SQSCall {
  /// Reads a call from JSON, without what a server checks around it.
  static func reading(_ json: String) throws -> Self {
    var reader = JSONReader(Array(json.utf8))
    return try Self(&reader)
  }

  /// Reads an answer to this call and writes it again; empty for an answer of nothing.
  func rewriting(_ answer: [UInt8]) throws -> [UInt8] {
    let answer = try self.answer(from: HTTPResponse(200, body: answer))
    guard Answer.self != Void.self else { return [] }
    var writer = JSONWriter()
    writer.object { write(answer, to: &$0) }
    return writer.bytes
  }
}

/// The JSON that two texts stand for, to be compared whatever its order.
func tree(_ json: some Sequence<UInt8>) throws -> JSONValue {
  try JSONValue(parsing: Array(json))
}
