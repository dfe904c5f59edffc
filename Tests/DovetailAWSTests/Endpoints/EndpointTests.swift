import DovetailAWS
import DovetailTransport
import DovetailWire
import Testing

@Suite("Endpoints")
struct EndpointTests {
  private func settings(
    _ region: String, fips: Bool = false, dual: Bool = false
  ) throws -> AWSSettings {
    var configuration = AWSConfiguration()
    configuration.region = region
    configuration.usesFIPS = fips
    configuration.usesDualStack = dual
    return try AWSSettings(configuration, TestEnvironment().environment)
  }

  @Test(arguments: [
    ("eu-west-1", false, false, "https://sqs.eu-west-1.amazonaws.com"),
    ("us-east-1", true, false, "https://sqs-fips.us-east-1.amazonaws.com"),
    ("us-east-1", false, true, "https://sqs.us-east-1.api.aws"),
    ("us-east-1", true, true, "https://sqs-fips.us-east-1.api.aws"),
    ("us-gov-west-1", true, false, "https://sqs.us-gov-west-1.amazonaws.com"),
    ("cn-north-1", false, false, "https://sqs.cn-north-1.amazonaws.com.cn"),
    ("eusc-de-east-1", false, false, "https://sqs.eusc-de-east-1.amazonaws.eu"),
    ("us-iso-east-1", false, false, "https://sqs.us-iso-east-1.c2s.ic.gov"),
    ("us-isob-east-1", false, false, "https://sqs.us-isob-east-1.sc2s.sgov.gov"),
    ("moon-1", false, false, "https://sqs.moon-1.amazonaws.com"),
  ])
  func `SQS's host follows from region and options`(
    region: String, fips: Bool, dual: Bool, url: String
  ) throws {
    let endpoint = try settings(region, fips: fips, dual: dual).endpoint(of: .sqs)

    #expect(endpoint.origin.description == url)
    #expect(endpoint.region == region)
  }

  @Test(arguments: [
    ("eu-west-1", false, false, "https://s3.eu-west-1.amazonaws.com"),
    ("us-east-1", false, false, "https://s3.us-east-1.amazonaws.com"),
    ("us-east-1", true, false, "https://s3-fips.us-east-1.amazonaws.com"),
    ("us-east-1", false, true, "https://s3.dualstack.us-east-1.amazonaws.com"),
    ("us-east-1", true, true, "https://s3-fips.dualstack.us-east-1.amazonaws.com"),
    ("cn-north-1", false, true, "https://s3.dualstack.cn-north-1.amazonaws.com.cn"),
  ])
  func `S3's host follows from region and options`(
    region: String, fips: Bool, dual: Bool, url: String
  ) throws {
    let endpoint = try settings(region, fips: fips, dual: dual).endpoint(of: .s3)

    #expect(endpoint.origin.description == url)
  }

  @Test func `S3 has no FIPS endpoint in China`() throws {
    let settings = try settings("cn-north-1", fips: true)

    #expect(throws: AWSSettingsError.self) { try settings.endpoint(of: .s3) }
  }

  @Test(arguments: [("plain-name", false), ("with.dots", true)])
  func `a bucket's name stands before the host unless it has dots`(
    name: String, usesPathStyle: Bool
  ) throws {
    let place = try settings("eu-west-1").endpoint(of: BucketName(name))

    #expect(place.usesPathStyle == usesPathStyle)
  }

  @Test func `a bucket's own settings go before those of S3`() throws {
    let bucket = try BucketName("results")
    var configuration = AWSConfiguration()
    configuration.region = "eu-west-1"
    configuration.buckets[bucket] = AWSBucketConfiguration()
    configuration.buckets[bucket]?.region = "eu-north-1"
    configuration.buckets[bucket]?.usesPathStyle = true

    let place = try AWSSettings(configuration, TestEnvironment().environment).endpoint(of: bucket)

    #expect(place.endpoint.origin.host == "s3.eu-north-1.amazonaws.com")
    #expect(place.endpoint.region == "eu-north-1")
    #expect(place.usesPathStyle)
  }

  @Test(arguments: [
    ("https://sqs.eu-north-1.amazonaws.com/123456789012/jobs", "eu-north-1"),
    ("https://sqs-fips.us-west-2.amazonaws.com/123456789012/jobs", "us-west-2"),
    ("https://sqs.us-west-2.api.aws/123456789012/jobs", "us-west-2"),
    ("https://eu-north-1.queue.amazonaws.com/123456789012/jobs", "eu-north-1"),
    ("https://queue.amazonaws.com/123456789012/jobs", "us-east-1"),
    ("https://vpce-0a-b.sqs.eu-central-1.vpce.amazonaws.com/123456789012/jobs", "eu-central-1"),
    ("https://sqs.cn-north-1.amazonaws.com.cn/123456789012/jobs", "cn-north-1"),
  ])
  func `a queue's URL names its host and its region`(url: String, region: String) throws {
    let endpoint = try settings("eu-west-1").endpoint(ofQueueAt: url)

    #expect(url.hasPrefix(endpoint.origin.description + "/"))
    #expect(endpoint.region == region)
  }

  @Test func `a queue's URL of an unknown host is asked there, for the region in use`() throws {
    let endpoint = try settings("eu-west-1").endpoint(
      ofQueueAt: "http://localhost:9324/000000000000/jobs")

    #expect(endpoint.origin.description == "http://localhost:9324")
    #expect(endpoint.region == "eu-west-1")
  }

  @Test func `a configured endpoint goes before the host of a queue's URL`() throws {
    var configuration = AWSConfiguration()
    configuration.region = "eu-west-1"
    configuration.sqs.endpoint = "http://127.0.0.1:4566"

    let endpoint = try AWSSettings(configuration, TestEnvironment().environment)
      .endpoint(ofQueueAt: "https://sqs.us-west-2.amazonaws.com/123456789012/jobs")

    #expect(endpoint.origin.description == "http://127.0.0.1:4566")
    #expect(endpoint.region == "eu-west-1")
  }
}
