import DovetailTransport
import DovetailWire

/// All calls of SQS, as a server reads them.
enum SQSCalls {
  static let all: [any SQSCall.Type] = [
    AddPermission.self, CancelMessageMoveTask.self, ChangeMessageVisibility.self,
    ChangeMessageVisibilityBatch.self, CreateQueue.self, DeleteMessage.self,
    DeleteMessageBatch.self, DeleteQueue.self, GetQueueAttributes.self, GetQueueURL.self,
    ListDeadLetterSourceQueues.self, ListMessageMoveTasks.self, ListQueueTags.self,
    ListQueues.self, PurgeQueue.self, ReceiveMessage.self, RemovePermission.self,
    SendMessage.self, SendMessageBatch.self, SetQueueAttributes.self, StartMessageMoveTask.self,
    TagQueue.self, UntagQueue.self,
  ]

  /// Reads a body; what is written of the call it makes has to make the same call again.
  static func read<Call: SQSCall>(_ body: [UInt8], as type: Call.Type) {
    var request = HTTPRequest("POST", HTTPTarget("/"), body: body)
    request.headers["X-Amz-Target"] = "AmazonSQS.\(type.action.rawValue)"
    guard let asked = try? SQSRequest(request, .json), let call = try? asked.call(type) else {
      return
    }
    request.body = written(call)
    let again = try? SQSRequest(request, .json).call(type)
    expect(
      again.map(tree) == tree(of: call), "\(type.action.rawValue) was written otherwise than read.")
  }

  /// Reads a request of whichever protocol; throws what a server would answer.
  static func read<Call: SQSCall>(_ asked: SQSRequest, as type: Call.Type) throws(SQSError) {
    _ = written(try asked.call(type))
  }

  private static func written(_ call: some SQSCall) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { call.write(to: &$0) }
    return writer.bytes
  }

  /// Maps are written in any order.
  private static func tree(of call: some SQSCall) -> JSONValue? {
    try? JSONValue(parsing: written(call))
  }
}
