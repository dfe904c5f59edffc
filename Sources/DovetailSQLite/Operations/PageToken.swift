internal import DovetailTransport

/// Where a page of a list ended: what was asked for, and the last entry.
///
/// As text it is opaque; the request is in it, since SQS takes a token only with the same one.
struct PageToken {
  private let request: String

  /// `request` tells one list from another: the action, and its parameters.
  init(_ request: String) {
    self.request = request
  }

  /// What the list goes on after; the empty text without a token.
  func start(of token: String?) throws(TransportError) -> String {
    guard let token else { return "" }
    guard let bytes = Hex.decode(token), let text = String(validating: bytes, as: UTF8.self),
      let separator = text.firstIndex(of: Self.separator)
    else { throw .invalid(.invalidParameterValue, "Invalid or expired next token.") }
    guard text[..<separator] == request else {
      throw .invalid(
        .invalidParameterValue,
        "Invalid NextToken value. If you are passing in NextToken, you must not change the other "
          + "request parameters.")
    }
    return String(text[text.index(after: separator)...])
  }

  /// Makes a page of up to `limit` of the names, of which there is one more when more remain.
  func page(_ names: [String], limit: Int?) throws(TransportError) -> QueuePage {
    let page = names.prefix(limit ?? SQSLimits.queuePageSize.upperBound)
    var queues: [QueueName] = []
    for name in page { queues.append(try QueueName(name)) }
    guard limit != nil, names.count > page.count, let last = page.last else {
      return QueuePage(queues: queues)
    }
    return QueuePage(queues: queues, nextToken: text(after: last))
  }

  /// The token of a page that ended with `last`.
  func text(after last: String) -> String {
    Hex.encode(Array("\(request)\(Self.separator)\(last)".utf8))
  }

  private static let separator: Character = "\n"
}
