/// A group of regions with domains of its own.
///
/// Source: AWS SDKs and Tools reference guide, "Dual-stack and FIPS endpoints"; botocore 1.43.11,
/// partitions.json.
package struct AWSPartition: Hashable, Sendable {
  /// As ARNs have it: "aws".
  package let id: String
  let suffix: String
  let dualStackSuffix: String

  /// The partition of a region; names that are not known belong to the ordinary one.
  package init(of region: String) {
    self =
      Self.others.first { entry in entry.prefixes.contains { region.hasPrefix($0) } }?.partition
      ?? Self.ordinary
  }

  private init(_ id: String, _ suffix: String, _ dualStackSuffix: String) {
    self.id = id
    self.suffix = suffix
    self.dualStackSuffix = dualStackSuffix
  }

  private static let ordinary = AWSPartition("aws", "amazonaws.com", "api.aws")

  private static let others: [(prefixes: [String], partition: AWSPartition)] = [
    (["cn-"], AWSPartition("aws-cn", "amazonaws.com.cn", "api.amazonwebservices.com.cn")),
    (["us-gov-"], AWSPartition("aws-us-gov", "amazonaws.com", "api.aws")),
    (["eusc-de-"], AWSPartition("aws-eusc", "amazonaws.eu", "api.amazonwebservices.eu")),
    (["us-iso-"], AWSPartition("aws-iso", "c2s.ic.gov", "api.aws.ic.gov")),
    (["us-isob-"], AWSPartition("aws-iso-b", "sc2s.sgov.gov", "api.aws.scloud")),
    (["eu-isoe-"], AWSPartition("aws-iso-e", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk")),
    (["us-isof-"], AWSPartition("aws-iso-f", "csp.hci.ic.gov", "api.aws.hci.ic.gov")),
  ]

  /// Every suffix of an endpoint's host, the longest first.
  static let suffixes: [String] = Set(
    ([ordinary] + others.map(\.partition)).flatMap { [$0.suffix, $0.dualStackSuffix] }
  ).sorted { ($1.count, $0) < ($0.count, $1) }
}
