/// What a signing key is good for: one day, one region, one service.
package struct SigningScope: Hashable, Sendable, CustomStringConvertible {
  /// `20250315`.
  package var day: String
  /// "us-east-1".
  package var region: String
  /// "sqs", "s3" or "sts".
  package var service: String

  package init(day: String, region: String, service: String) {
    self.day = day
    self.region = region
    self.service = service
  }

  static let terminator = "aws4_request"

  /// `20250315/us-east-1/sqs/aws4_request`.
  package var description: String { "\(day)/\(region)/\(service)/\(Self.terminator)" }

  func append(to bytes: inout [UInt8]) {
    for part in [day, region, service] {
      bytes.append(contentsOf: part.utf8)
      bytes.append(UInt8(ascii: "/"))
    }
    bytes.append(contentsOf: Self.terminator.utf8)
  }
}
