import DovetailAWS
import DovetailTransport
import DovetailWire

/// Services that the client of AWS is held to the contracts on.
///
/// Another one is a further maker of a `Peer`, and a case in ``Interop``.
struct Peer: Sendable {
  let name: String
  let configuration: AWSConfiguration
  let region: String
  let time: PeerTime
  /// Whether it also does what SQS does not promise.
  let isExact: Bool
  /// How often a claim may fail before it counts as failed: where others' work shows late, three times.
  let attempts: Int
  /// How many claims are checked at once.
  let width: Int
  /// How long one attempt may take.
  let limit: Duration
  let differences: KnownDifferences
}

extension Peer {
  /// Moto at a URL.
  static func moto(at url: String) throws -> Peer {
    let region = "us-east-1"
    var configuration = AWSConfiguration()
    configuration.region = region
    configuration.credentials = .fixed(
      AWSCredentials(accessKeyID: "interop", secretAccessKey: "interop"))
    configuration.sqs.endpoint = url
    configuration.s3.endpoint = url
    return Peer(
      name: "moto", configuration: configuration, region: region, time: .fixed, isExact: false,
      attempts: 1, width: 8, limit: .seconds(60),
      differences: try KnownDifferences(fileAt: "Tests/Interop/Differences/moto.txt"))
  }

  /// Amazon's own services, for the credentials and the region of the environment.
  ///
  /// Throws a sentence when they are missing, or when an endpoint is configured that is not Amazon's.
  static func amazon(_ environment: AWSEnvironment) throws -> Peer {
    guard environment["DOVETAIL_TEST_AWS"] == "1" else {
      throw InteropError(
        "Set DOVETAIL_TEST_AWS=1 to run on Amazon: it makes and deletes queues and buckets there, at "
          + "the cost of the account.")
    }
    let settings = try AWSSettings(AWSConfiguration(), environment)
    for service in [AWSService.sqs, .s3] {
      let endpoint = try settings.endpoint(of: service)
      guard !endpoint.isCustom else {
        throw InteropError(
          "DOVETAIL_TEST_AWS=1 asks for Amazon, but \(endpoint.origin) is configured for "
            + "\(service.rawValue); unset AWS_ENDPOINT_URL and its like, or set "
            + "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true.")
      }
    }
    return Peer(
      name: "Amazon", configuration: AWSConfiguration(), region: try settings.region(of: .sqs),
      time: .real(upTo: .seconds(150)), isExact: false, attempts: 3, width: 16,
      limit: .seconds(400),
      differences: try KnownDifferences(fileAt: "Tests/Interop/Differences/amazon.txt"))
  }
}

/// Why nothing could be checked, as a sentence.
struct InteropError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
