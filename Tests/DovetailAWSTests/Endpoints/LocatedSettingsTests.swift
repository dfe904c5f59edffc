import DovetailTransport
import DovetailWire
import Testing

@testable import DovetailAWS

@Suite("The region of the instance")
struct LocatedSettingsTests {
  private let url = ScriptedExchange.Step.answer(
    200, #"{"QueueUrl":"https://sqs.eu-north-1.amazonaws.com/123456789012/orders"}"#)

  private func bench(
    _ steps: [ScriptedExchange.Step], _ variables: [String: String] = [:]
  ) throws -> AWSBench {
    try AWSBench(steps, variables) { configuration, _ in configuration.region = nil }
  }

  @Test func `counts when nothing else names one, and is asked for once`() async throws {
    let bench = try bench([.answer(200, "session"), .answer(200, "eu-north-1\n"), url, url])
    let queue = try QueueName("orders")

    _ = try await bench.administration.url(of: queue, owner: nil)
    _ = try await bench.administration.url(of: queue, owner: nil)

    #expect(
      bench.exchange.calls.map { "\($0.origin)\($0.request.target.path)" } == [
        "http://169.254.169.254/latest/api/token",
        "http://169.254.169.254/latest/meta-data/placement/region",
        "https://sqs.eu-north-1.amazonaws.com/", "https://sqs.eu-north-1.amazonaws.com/",
      ])
  }

  @Test func `counts for buckets too`() async throws {
    let bench = try bench([
      .answer(200, "session"), .answer(200, "eu-north-1"), .answer(200, "", ["ETag": "\"tag\""]),
    ])

    _ = try await bench.blobs.put([1], at: bench.key("a"))

    #expect(
      bench.exchange.calls.last?.origin.description
        == "https://results.s3.eu-north-1.amazonaws.com")
  }

  @Test func `is not asked for where another is named`() async throws {
    let bench = try bench([url], ["AWS_REGION": "eu-west-3"])

    _ = try await bench.administration.url(of: try QueueName("orders"), owner: nil)

    #expect(
      bench.exchange.calls.map(\.origin.description) == ["https://sqs.eu-west-3.amazonaws.com"])
  }

  @Test(arguments: [[:], ["AWS_EC2_METADATA_DISABLED": "true"]])
  func `without one the error says what to set`(variables: [String: String]) async throws {
    let bench = try bench([], variables)

    let error = await #expect(throws: TransportError.self) {
      try await bench.administration.url(of: try QueueName("orders"), owner: nil)
    }

    #expect(error?.detail?.contains("AWS_REGION") == true)
    #expect(bench.exchange.calls.isEmpty == !variables.isEmpty)
  }
}
