import DovetailTransport
import DovetailWire
import Testing

@testable import DovetailAWS

@Suite("Presigned URLs")
struct PresigningTests {
  private let credentials = AWSCredentials(
    accessKeyID: "ASIA", secretAccessKey: "s", sessionToken: "to/ken")

  @Test func `name the object, the time they are valid for and the token, and call nobody`()
    async throws
  {
    let bench = try AWSBench([]) { configuration, _ in
      configuration.s3.credentials = .fixed(credentials)
    }

    let url = try await bench.blobs.presignedGet(bench.key("a b/ü"), for: .seconds(3600))

    #expect(
      url.hasPrefix("https://results.s3.eu-west-1.amazonaws.com/a%20b/%C3%BC?X-Amz-Algorithm="))
    #expect(url.contains("&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&"))
    #expect(url.contains("X-Amz-Credential=ASIA%2F"))
    #expect(url.contains("%2Feu-west-1%2Fs3%2Faws4_request"))
    #expect(url.contains("X-Amz-Security-Token=to%2Fken"))
    #expect(url.contains("&X-Amz-Signature="))
    #expect(bench.exchange.calls.isEmpty)
  }

  @Test func `for a put are others than for a get`() async throws {
    let bench = try AWSBench([])

    let get = try await bench.blobs.presignedGet(bench.key("a"), for: .seconds(60))
    let put = try await bench.blobs.presignedPut(bench.key("a"), for: .seconds(60))

    #expect(get != put)
  }

  @Test func `have the bucket in the path of a custom endpoint`() async throws {
    let bench = try AWSBench([]) { configuration, _ in
      configuration.s3.endpoint = "http://127.0.0.1:9000"
    }

    let url = try await bench.blobs.presignedPut(bench.key("a"), for: .seconds(60))

    #expect(url.hasPrefix("http://127.0.0.1:9000/results/a?X-Amz-"))
  }

  @Test(arguments: [Duration.zero, .seconds(604_801)])
  func `are valid for a second to seven days`(validity: Duration) async throws {
    let bench = try AWSBench([])

    let error = await #expect(throws: TransportError.self) {
      try await bench.blobs.presignedGet(bench.key("a"), for: validity)
    }

    #expect(error?.code == .invalidParameterValue)
  }

  @Test func `need a key that S3 takes`() async throws {
    let bench = try AWSBench([])

    let error = await #expect(throws: TransportError.self) {
      try await bench.blobs.presignedGet(bench.key(""), for: .seconds(60))
    }

    #expect(error?.code == .invalidKey)
  }
}
