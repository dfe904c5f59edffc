public import DovetailTransport
internal import Foundation

/// Amazon SQS in a region, and the buckets beside it: what `sqs://REGION?results=s3://BUCKET/PREFIX` says.
public struct SQSPlace: Hashable, Sendable {
  /// A bucket and a prefix in it: `s3://BUCKET/PREFIX`.
  public struct Folder: Hashable, Sendable {
    /// The bucket.
    public var bucket: BucketName
    /// Put before every key; may be empty.
    public var prefix: String
    /// The region that the bucket is in; nil: that of the queues.
    public var region: String?

    /// What all keys begin with: the prefix, with a slash behind it.
    var keyPrefix: String { prefix.isEmpty || prefix.hasSuffix("/") ? prefix : prefix + "/" }
  }

  /// Such as "eu-west-1"; nil: that of the environment or the profile.
  public var region: String?
  /// Where results are kept; nil: none are.
  public var results: Folder?
  /// Where large payloads are kept, and what calls that are made once go by; nil: beside the results.
  public var payloads: Folder?
  /// The URL of the endpoint of both services; nil: as the environment says, or AWS's own.
  public var endpoint: String?
  /// The URL of the endpoint of SQS; nil: ``endpoint``.
  public var sqsEndpoint: String?
  /// The URL of the endpoint of S3; nil: ``endpoint``.
  public var s3Endpoint: String?
  /// Whether buckets stand in the path; nil: for custom endpoints.
  public var usesPathStyle: Bool?
  /// Put before the names of all queues.
  public var prefix: String?
  /// The profile of the shared files; nil: that of the environment.
  public var profile: String?

  /// Reads what follows `sqs:` in `text`.
  init(_ rest: String, of text: String) throws(BrokerURLError) {
    guard rest.hasPrefix("//") else {
      throw BrokerURLError(text, "Two slashes and a region must follow \"sqs:\".")
    }
    let parts = rest.dropFirst(2).split(
      separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let host = parts.first.map { $0.hasSuffix("/") ? $0.dropLast() : $0 } ?? ""
    guard host.utf8.allSatisfy(Self.isLabelByte) else {
      throw BrokerURLError(text, "\"\(host)\" is not the name of a region, such as eu-west-1.")
    }
    region = host.isEmpty ? nil : String(host)
    guard parts.count > 1 else { return }
    var regions: [String: String] = [:]
    for pair in parts[1].split(separator: "&") {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2, let value = String(sides[1]).removingPercentEncoding, !value.isEmpty
      else { throw BrokerURLError(text, "\"\(pair)\" is not a name, an equals sign and a value.") }
      switch sides[0] {
      case "results": results = try Self.folder(value, text)
      case "payloads": payloads = try Self.folder(value, text)
      case "results-region", "payloads-region": regions[String(sides[0])] = value
      case "endpoint": endpoint = value
      case "sqs-endpoint": sqsEndpoint = value
      case "s3-endpoint": s3Endpoint = value
      case "path-style": usesPathStyle = try Self.flag(value, text)
      case "prefix": prefix = value
      case "profile": profile = value
      default:
        throw BrokerURLError(
          text,
          "The parameter \"\(sides[0])\" is not known; there are results, payloads, "
            + "results-region, payloads-region, endpoint, sqs-endpoint, s3-endpoint, path-style, "
            + "prefix and profile.")
      }
    }
    results?.region = regions["results-region"]
    payloads?.region = regions["payloads-region"]
  }

  private static func folder(_ url: String, _ text: String) throws(BrokerURLError) -> Folder {
    let scheme = "s3://"
    guard url.hasPrefix(scheme) else {
      throw BrokerURLError(text, "\"\(url)\" is not of the form s3://BUCKET/PREFIX.")
    }
    let parts = url.dropFirst(scheme.count).split(
      separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    do {
      return Folder(
        bucket: try BucketName(String(parts.first ?? "")),
        prefix: parts.count > 1 ? String(parts[1]) : "")
    } catch {
      throw BrokerURLError(text, error.description)
    }
  }

  private static func flag(_ value: String, _ text: String) throws(BrokerURLError) -> Bool {
    switch value {
    case "true": return true
    case "false": return false
    default: throw BrokerURLError(text, "path-style is \"\(value)\"; it must be true or false.")
    }
  }

  private static func isLabelByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
