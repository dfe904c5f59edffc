import DovetailWire
import Foundation
import Logging
import ScriptedServer
import Testing

@testable import Dovetail
@testable import DovetailAWS

@Suite("The doctor on AWS")
struct DoctorOnAWSTests {
  /// Answers by the action of SQS, or by the method; all else is not found.
  private func examine(
    _ answers: [String: HTTPResponse], keys: Bool = true, results: Bool = true,
    _ change: (inout CheckUp) -> Void = { _ in }
  ) async throws -> [Finding] {
    let server = try ScriptedServer { request in
      let action = request.headers["X-Amz-Target"]?.split(separator: ".").last.map(String.init)
      return [.answer(answers[action ?? request.method] ?? HTTPResponse(404))]
    }
    defer { server.stop() }
    let url =
      "sqs://eu-west-1?endpoint=\(server.origin)" + (results ? "&results=s3://bucket/results" : "")
    guard case .sqs(let place) = try BrokerURL(url).place else { throw CancellationError() }
    var configuration = place.applied(to: AWSConfiguration())
    configuration.maxAttempts = 1
    if keys {
      configuration.credentials = .fixed(AWSCredentials(accessKeyID: "AKID", secretAccessKey: "s"))
    }
    let client = try AWSClient(
      configuration,
      environment: AWSEnvironment {
        $0 == "AWS_EC2_METADATA_DISABLED" ? "true" : nil
      } contents: { _ in
        nil
      } replace: { _, _ in
      }, clock: SystemClock(), random: .seeded(1), logger: Logger(label: "test"))
    var checkUp = CheckUp()
    change(&checkUp)
    let diagnosis = await Doctor.examine(place, with: client, checkUp)
    await client.close()
    return diagnosis.findings
  }

  private func text(_ status: Int = 200, _ body: String) -> HTTPResponse {
    HTTPResponse(status, body: Array(body.utf8))
  }

  private func error(_ code: String) -> HTTPResponse {
    text(400, "{\"__type\":\"com.amazonaws.sqs#\(code)\",\"message\":\"because\"}")
  }

  private var url: HTTPResponse {
    text(200, #"{"QueueUrl":"http://127.0.0.1/000000000000/default"}"#)
  }

  private func codes(_ findings: [Finding]) -> [String] {
    findings.map { "\($0.severity) \($0.code)" }
  }

  @Test func `without credentials it goes no further, and names what is missing`() async throws {
    let findings = try await examine([:], keys: false)

    #expect(findings.last?.code == "credentials.missing")
    #expect(findings.last?.severity == .fault)
    #expect(findings.last?.statement.contains("AWS_ACCESS_KEY_ID") == true)
    #expect(!findings.contains { $0.subject.hasPrefix("queue") })
  }

  @Test func `a server that is not there is told of`() async throws {
    let port = try SilentPort.closed()
    let diagnosis = try await Doctor.examine("sqs://eu-west-1?endpoint=http://127.0.0.1:\(port)")

    #expect(codes(diagnosis.findings) == ["fault service.unreachable"])
  }

  @Test(arguments: [
    (0, "fine clock.right"), (60, "advice clock.skewed"), (-60, "advice clock.skewed"),
    (600, "warning clock.skewed"), (-600, "warning clock.skewed"),
  ])
  func `the clock is compared with the service's`(seconds: Int, expected: String) async throws {
    let told = SystemClock().now.advanced(by: .seconds(seconds))
    let findings = try await examine([
      "GET": HTTPResponse(404, headers: ["Date": HTTPDate.text(of: told)])
    ])

    #expect(codes(findings).contains(expected))
  }

  @Test func `a queue that does not exist, or may not be looked at, is a fault`() async throws {
    let missing = try await examine(["GetQueueUrl": error("QueueDoesNotExist")])
    let denied = try await examine(["GetQueueUrl": error("AccessDeniedException")])

    #expect(codes(missing).contains("fault queue.missing"))
    #expect(codes(denied).contains("fault queue.denied"))
  }

  @Test func `queues are looked at as they are`() async throws {
    let findings = try await examine(
      [
        "GetQueueUrl": url,
        "GetQueueAttributes": text(200, #"{"Attributes":{"DelaySeconds":"0"}}"#),
      ],
      results: false)

    // The first tells how long the server took, which depends on the machine.
    #expect(
      codes(findings).dropFirst() == [
        "fine credentials.found", "fault redrive.missing", "advice visibility.own",
        "advice results.none",
      ])
  }

  @Test func `a bucket that is there gets a rule for what S3 is to remove`() async throws {
    let findings = try await examine(["HEAD": HTTPResponse(200)])

    let rule = try #require(findings.last)
    #expect(codes(findings).suffix(2) == ["fine bucket.found", "advice bucket.lifecycle"])
    #expect(
      rule.remedy?.contains(#""Filter":{"Prefix":"results/"},"Expiration":{"Days":8}"#) == true)
  }

  @Test func `a bucket that is not there, or may not be looked at, is a fault`() async throws {
    let missing = try await examine([:])
    let denied = try await examine(["HEAD": HTTPResponse(403)])

    #expect(codes(missing).last == "fault bucket.missing")
    #expect(codes(denied).last == "fault bucket.denied")
  }

  @Test func `denied calls and a denied bucket are named`() throws {
    let queue = try QueueName("orders")
    let tried = ["sqs:SendMessage", "sqs:DeleteMessage"]
    let denied = PermissionCheck.finding(of: queue, denied: ["sqs:DeleteMessage"], tried: tried)
    let given = PermissionCheck.finding(of: queue, denied: [], tried: tried)

    #expect(denied.severity == .fault)
    #expect(denied.statement == "sqs:DeleteMessage is denied.")
    #expect(given.severity == .fine)
  }

  @Test func `settings that cannot be used are told of`() async throws {
    let diagnosis = try await Doctor.examine("sqs://eu-west-1?endpoint=nonsense")

    #expect(diagnosis.findings.map(\.severity) == [.fault])
  }
}
