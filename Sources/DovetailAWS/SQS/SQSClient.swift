import DovetailTransport
import DovetailWire
import Logging

/// Makes calls of SQS.
struct SQSClient: Sendable {
  let caller: ServiceCaller
  let settings: LocatedSettings
  let logger: Logger
  let urls = QueueURLs()

  /// Makes a call that names no queue by its URL.
  func call<Call: SQSCall>(_ call: Call, _ attempt: String) async throws -> Call.Answer {
    try await answer(to: call, attempt) { try $0.endpoint(of: .sqs) }
  }

  /// Makes a call on a queue, whose URL is looked up first if it is not known.
  func call<Call: SQSCall>(
    on queue: QueueName, _ attempt: String, options: HTTPCallOptions = HTTPCallOptions(),
    isPoll: Bool = false, _ make: (QueueURL) -> Call
  ) async throws -> Call.Answer {
    let url = try await url(of: queue, attempt)
    do {
      return try await answer(to: make(url), attempt, options: options, isPoll: isPoll) {
        try $0.endpoint(ofQueueAt: url.text)
      }
    } catch let error as TransportError where error.code == .queueDoesNotExist {
      urls.forget(queue)
      throw error
    }
  }

  private func url(of queue: QueueName, _ attempt: String) async throws -> QueueURL {
    if let url = urls[queue] { return url }
    let url = try await call(GetQueueURL(name: queue, owner: nil), attempt)
    urls.keep(url)
    return url
  }

  private func answer<Call: SQSCall>(
    to call: Call, _ attempt: String, options: HTTPCallOptions = HTTPCallOptions(),
    isPoll: Bool = false, at endpoint: (AWSSettings) throws -> AWSEndpoint
  ) async throws -> Call.Answer {
    let place: AWSEndpoint
    do {
      place = try await settings.read(endpoint)
    } catch let error as AWSSettingsError {
      throw TransportError(
        .invalidAddress, attempt: attempt, detail: error.description, cause: error)
    }
    let request = call.httpRequest(path: place.basePath + "/")
    let response = try await caller.answer(
      to: ServiceCall(
        request: request, attempt: attempt, options: options, isPoll: isPoll,
        actsEachTime: Call.action.actsEachTime, fault: { ServiceFault(ofSQS: $0) })
    ) { _ in place }
    return try attempting(attempt) { () throws(TransportError) in
      try call.answer(from: response)
    }
  }
}

extension SQSAction {
  /// Whether it makes a difference if SQS does it twice.
  fileprivate var actsEachTime: Bool {
    switch self {
    case .sendMessage, .sendMessageBatch, .startMessageMoveTask, .addPermission: true
    case .cancelMessageMoveTask, .changeMessageVisibility, .changeMessageVisibilityBatch,
      .createQueue, .deleteMessage, .deleteMessageBatch, .deleteQueue, .getQueueAttributes,
      .getQueueURL, .listDeadLetterSourceQueues, .listMessageMoveTasks, .listQueueTags, .listQueues,
      .purgeQueue, .receiveMessage, .removePermission, .setQueueAttributes, .tagQueue, .untagQueue:
      false
    }
  }
}

extension ServiceFault {
  /// Reads an answer of SQS; nil for a success.
  init?(ofSQS response: HTTPResponse) {
    guard !(200..<300).contains(response.status) else { return nil }
    let error = SQSError(response)
    self.init(code: error.name, status: response.status, error: error.transportError)
  }
}
