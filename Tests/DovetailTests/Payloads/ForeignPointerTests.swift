import Dovetail
import Testing

@Suite("Payloads: what others have stored", .timeLimit(.minutes(5)))
struct ForeignPointerTests {
  private static let body =
    #"{"task_id":"t1","task_name":"count","labels":{},"labels_types":{},"args":["four"],"kwargs":{}}"#

  private func bench(_ prefix: String = "") async throws -> (PayloadBench, BucketName) {
    let foreign = try BucketName("foreign")
    let bench = try await PayloadBench {
      $0.payloads.trusted = [PayloadSource(foreign, prefix: prefix)]
    }
    try await bench.bench.double.blobs.createBucket(foreign)
    return (bench, foreign)
  }

  @Test(arguments: [
    (
      #"{"s3_bucket": "foreign", "s3_key": "t1.json"}"#, "s3_extended_message",
      MessageAttribute.string("True")
    ),
    (
      #"["software.amazon.payloadoffloading.PayloadS3Pointer",{"s3BucketName":"foreign","s3Key":"t1.json"}]"#,
      "ExtendedPayloadSize", MessageAttribute.number(99)
    ),
    (
      #"["com.amazon.sqs.javamessaging.MessageS3Pointer",{"s3BucketName":"foreign","s3Key":"t1.json"}]"#,
      "SQSLargePayloadSize", MessageAttribute.number(99)
    ),
    (
      #"[ "software.amazon.payloadoffloading.PayloadS3Pointer" , {"s3Key": "t1.json", "s3BucketName": "foreign"} ]"#,
      "SQSLargePayloadSize", MessageAttribute.number(99)
    ),
  ])
  func `pointers of TaskIQ and of the AWS extended clients are followed`(
    body: String, name: String, mark: MessageAttribute
  ) async throws {
    let (bench, foreign) = try await bench()
    let task = bench.count
    try await bench.put(Self.body, at: "t1.json", in: foreign)
    try await bench.send(body, [name: mark])

    let reports = try await Worker(bench.broker) { task }.drain()

    #expect(reports.map(\.outcome) == [.succeeded])
    let job = bench.broker.job("t1", as: Int.self)
    #expect(try await job.value(timeout: .zero) == 4)
  }

  @Test func `what others have stored is left to them, without a mark`() async throws {
    let (bench, foreign) = try await bench()
    let task = bench.count
    try await bench.put(Self.body, at: "t1.json", in: foreign)
    try await bench.send(
      #"{"s3_bucket":"foreign","s3_key":"t1.json"}"#, ["s3_extended_message": .string("True")])

    try await Worker(bench.broker) { task }.drain()

    let left = try await bench.bench.double.blobs.list(foreign, ListBlobsOptions())
    #expect(left.entries.map(\.key) == ["t1.json"])
    #expect(try await bench.keys().isEmpty)
  }

  @Test func `a duplicate whose body others have removed is known by its result`() async throws {
    let (bench, foreign) = try await bench()
    let task = bench.count
    try await bench.put(Self.body, at: "t1.json", in: foreign)
    let pointer = #"{"s3_bucket":"foreign","s3_key":"t1.json"}"#
    let attributes = ["s3_extended_message": MessageAttribute.string("True")]
    try await bench.send(pointer, attributes)
    try await Worker(bench.broker) { task }.drain()
    _ = try await bench.bench.double.blobs.delete(["t1.json"], in: foreign)

    try await bench.send(pointer, attributes)
    let reports = try await Worker(bench.broker) { task }.drain()

    #expect(reports.map(\.outcome) == [.duplicate])
  }

  @Test(arguments: [("shared", false), ("sha", false), ("", true), ("shared/in", true)])
  func `rule 9: a trusted prefix is a whole part of the path`(
    prefix: String, isFollowed: Bool
  ) async throws {
    let (bench, foreign) = try await bench(prefix)
    let task = bench.count
    let key = isFollowed ? "shared/in/t1.json" : "shared-not/t1.json"
    try await bench.put(Self.body, at: key, in: foreign)
    try await bench.send(
      #"{"s3_bucket":"foreign","s3_key":"\#(key)"}"#, ["s3_extended_message": .string("True")])

    let reports = try await Worker(bench.broker) { task }.drain()

    #expect((reports.first?.outcome == .succeeded) == isFollowed)
  }

  @Test func `objects of a prefix that is shared with Python are removed with their tasks`()
    async throws
  {
    let bench = try await PayloadBench { $0.payloads.prefix = "python" }
    let task = bench.count
    try await bench.put(Self.body, at: "app/python/t1.json")
    try await bench.send(
      #"{"s3_bucket":"bodies","s3_key":"app/python/t1.json"}"#,
      ["s3_extended_message": .string("True")])

    try await Worker(bench.broker) { task }.drain()

    #expect(try await bench.keys() == ["app/python/done/t1"])
  }
}
