/// The URL of a queue: any host, and a path that ends in `/ACCOUNT/NAME`.
///
/// Source: SQS developer guide, "Amazon SQS queue and message identifiers".
public struct QueueURL: Hashable, Sendable, CustomStringConvertible {
  /// The URL's text.
  public let text: String
  /// The account that has the queue, twelve digits; nil when only a name was given.
  public let account: String?
  /// The queue.
  public let queue: QueueName

  /// Makes the URL of a queue below `base`, such as `https://sqs.eu-west-1.amazonaws.com`.
  public init(base: String, account: String, queue: QueueName) {
    let end = base.hasSuffix("/") ? "" : "/"
    text = "\(base)\(end)\(account)/\(queue)"
    self.account = account
    self.queue = queue
  }

  /// Reads what a caller gives as the URL of a queue: a URL, or a bare name, which SQS takes too.
  ///
  /// Throws `queueDoesNotExist` when no queue can be meant.
  public init(_ text: String) throws(TransportError) {
    let (name, account) = Self.end(of: text)
    guard let queue = try? QueueName(name),
      account.map(Self.isAccount) != false
    else {
      throw .invalid(.queueDoesNotExist, "The specified queue does not exist.")
    }
    self.text = text
    self.account = account
    self.queue = queue
  }

  /// Takes what a service gives as the URL of `queue`; the account is that of its path, if it is there.
  package init(_ text: String, of queue: QueueName) {
    self.text = text
    self.queue = queue
    account = Self.end(of: text).account.flatMap { Self.isAccount($0) ? $0 : nil }
  }

  /// What stands behind the last slash, and between it and the one before; nil: there is no slash.
  ///
  /// Looks at bytes, since every request that a server gets comes by here.
  private static func end(of text: String) -> (name: String, account: String?) {
    let bytes = text.utf8
    guard let last = bytes.lastIndex(of: slash) else { return (text, nil) }
    let name = String(text[bytes.index(after: last)...])
    let before = text[..<last]
    let start = before.utf8.lastIndex(of: slash).map { bytes.index(after: $0) } ?? text.startIndex
    return (name, String(before[start...]))
  }

  /// The URL's text.
  public var description: String { text }

  /// Whether the text is twelve digits.
  package static func isAccount(_ text: String) -> Bool {
    text.utf8.count == 12
      && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}

private let slash = UInt8(ascii: "/")
