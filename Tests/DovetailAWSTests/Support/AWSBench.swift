import DovetailTransport
import DovetailWire
import Logging

@testable import DovetailAWS

/// The clients of SQS and S3 on a scripted network.
struct AWSBench {
  let exchange: ScriptedExchange
  let clock = ManualClock()
  let queues: AWSQueueTransport
  let administration: AWSQueueAdministration
  var blobs: AWSBlobStore
  var probe: AWSProbe
  let bucket: BucketName

  init(
    _ steps: [ScriptedExchange.Step], _ variables: [String: String] = [:],
    _ configure: (inout AWSConfiguration, BucketName) -> Void = { _, _ in }
  ) throws {
    exchange = ScriptedExchange(steps)
    bucket = try BucketName("results")
    var configuration = AWSConfiguration()
    configuration.region = "eu-west-1"
    configuration.credentials = .fixed(AWSCredentials(accessKeyID: "AKID", secretAccessKey: "s"))
    configure(&configuration, bucket)
    let environment = TestEnvironment(variables).environment
    let settings = try AWSSettings(configuration, environment)
    let callers = ServiceCallers(
      settings: settings, environment: environment, exchange: exchange, clock: clock,
      random: .seeded(1))
    let sqs = SQSClient(
      caller: try callers.caller(of: .sqs), settings: callers.located,
      logger: Logger(label: "test"))
    queues = AWSQueueTransport(client: sqs)
    administration = AWSQueueAdministration(client: sqs)
    probe = AWSProbe(settings: callers.located, exchange: exchange, queues: sqs)
    let s3 = S3Callers(usual: try callers.caller(of: .s3)) { try callers.ownCaller(of: $0) }
    blobs = AWSBlobStore(client: S3Client(s3, settings: callers.located))
  }

  func key(_ text: String) -> BlobKey { BlobKey(bucket: bucket, key: text) }
}
