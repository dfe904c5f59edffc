internal import DovetailTransport

/// Whose queues and buckets they are, and where: what ARNs and URLs say beside a queue's name.
struct Account: Hashable, Sendable {
  /// Its row in the `account` table, which has one for each account in each region.
  var number: Int64
  var region: String
  /// Twelve digits.
  var id: String
  /// Begins the URLs of queues.
  var baseURL = ""

  /// The one that every database begins with.
  static let first = Account(number: 1, region: "us-east-1", id: "000000000000")

  /// Has nothing, and gets nothing.
  static let nobody = Account(number: 0, region: "", id: "")

  func arn(of queue: QueueName) -> QueueARN {
    QueueARN(region: region, account: id, queue: queue)
  }

  func url(of queue: QueueName) -> QueueURL {
    QueueURL(base: baseURL, account: id, queue: queue)
  }

  /// Throws `invalidParameterValue` for what is no account's id, or no region.
  static func check(id: String, region: String) throws(TransportError) {
    guard id.utf8.count == 12, id.utf8.allSatisfy(isDigit) else {
      throw .invalid(
        .invalidParameterValue, "An account's id has twelve digits; \"\(id)\" is none.")
    }
    guard (1...63).contains(region.utf8.count), region.utf8.allSatisfy(isOfRegion) else {
      throw .invalid(
        .invalidParameterValue,
        "A region has 1 to 63 small letters, digits and hyphens; \"\(region)\" is none.")
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isOfRegion(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || byte == UInt8(ascii: "-")
  }
}
