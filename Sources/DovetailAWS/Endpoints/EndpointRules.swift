import DovetailTransport
import DovetailWire

/// The hosts of AWS's services, by region.
///
/// Source: the endpoint rule sets of botocore 1.43.11.
struct EndpointRules: Hashable, Sendable {
  let region: String
  let usesFIPS: Bool
  let usesDualStack: Bool

  private var partition: AWSPartition { AWSPartition(of: region) }

  /// The host of SQS or STS.
  func origin(of service: AWSService) throws(AWSSettingsError) -> HTTPOrigin {
    switch service {
    case .s3: return try s3Origin()
    case .sqs, .sts:
      // GovCloud's ordinary hosts are FIPS ones already.
      let isPlain = partition.id == "aws-us-gov" && !usesDualStack
      let label = usesFIPS && !isPlain ? "\(service.rawValue)-fips" : service.rawValue
      let suffix = usesDualStack ? partition.dualStackSuffix : partition.suffix
      return HTTPOrigin(.https, "\(label).\(region).\(suffix)")
    }
  }

  private func s3Origin() throws(AWSSettingsError) -> HTTPOrigin {
    guard !usesFIPS || partition.id != "aws-cn" else {
      throw AWSSettingsError(
        "S3 has no FIPS endpoint in \(region); unset AWS_USE_FIPS_ENDPOINT or use another region.")
    }
    let label = (usesFIPS ? "s3-fips" : "s3") + (usesDualStack ? ".dualstack" : "")
    return HTTPOrigin(.https, "\(label).\(region).\(partition.suffix)")
  }

  /// The endpoint that a queue's URL names, if its host is one of SQS's; nil for any other.
  static func endpoint(ofQueueAt origin: HTTPOrigin) -> AWSEndpoint? {
    let host = origin.host
    guard
      let suffix = AWSPartition.suffixes.first(where: { host.hasSuffix("." + $0) })
    else { return nil }
    let labels = host.dropLast(suffix.count + 1).split(separator: ".").map(String.init)
    let region: String? =
      switch labels {
      case ["queue"]: "us-east-1"
      case let labels where labels.count == 2 && labels[1] == "queue": labels[0]
      case let labels where labels.count == 2 && ["sqs", "sqs-fips"].contains(labels[0]): labels[1]
      case let labels where labels.count == 4 && labels[1] == "sqs" && labels[3] == "vpce":
        labels[2]
      default: nil
      }
    return region.map { AWSEndpoint(origin, region: $0) }
  }

  /// Whether a bucket's name may stand before the host: as one label, or over HTTP as several.
  ///
  /// A dot would not match the certificate, which holds for one label.
  static func isHostable(_ bucket: BucketName, _ scheme: HTTPOrigin.Scheme) -> Bool {
    scheme == .http || !bucket.text.contains(".")
  }
}
