import DovetailTransport

/// A request of the query protocol, transcribed to the shapes of AWS JSON 1.0, so that there is one
/// reader for both; it takes numbers as texts anyway.
///
/// Source: SQS developer guide, "Making Query API requests".
struct QueryRequest {
  let action: SQSAction
  let json: [UInt8]

  /// Reads the parameters of the target and of the body; a queue in the path counts unless a parameter
  /// names one.
  init(_ request: HTTPRequest) throws(SQSError) {
    let items =
      try Self.items(Array((request.target.query ?? "").utf8)) + Self.items(request.body)
    guard let name = items.first(where: { $0.name == "Action" })?.value else {
      throw SQSError(.unknownOperation, "The parameter Action is missing.")
    }
    let isOnQueue = request.target.path != "/"
    guard let action = SQSAction(rawValue: name), !isOnQueue || !Self.ofNoQueue.contains(action)
    else {
      throw SQSError(.invalidAction, "The action \(name) is not valid for this endpoint.")
    }
    var root = QueryNode()
    for item in items { root.insert(item.value ?? "", at: item.name) }
    if isOnQueue, root["QueueUrl"] == nil { root.insert(request.target.path, at: "QueueUrl") }
    var writer = JSONWriter()
    writer.object { root.write(to: &$0, action) }
    self.action = action
    json = writer.bytes
  }

  /// Actions that name no queue, or make one, are not asked of a queue's own path.
  private static let ofNoQueue: Set<SQSAction> = [.createQueue, .listQueues]

  /// More than ten messages with ten attributes each have.
  private static let mostParameters = 2000

  private static func items(_ form: [UInt8]) throws(SQSError) -> [HTTPQuery.Item] {
    guard form.count(where: { $0 == UInt8(ascii: "&") }) < mostParameters else {
      throw SQSError(.serialization, "The request has over \(mostParameters) parameters.")
    }
    guard let query = HTTPQuery(parsing: form) else {
      throw SQSError(.serialization, "The parameters have a malformed escape, or are not in UTF-8.")
    }
    return query.items
  }
}
