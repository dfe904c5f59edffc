import DovetailTransport
import DovetailWire
import Testing

@testable import DovetailAWS

@Suite("What a check-up asks of AWS")
struct AWSProbeTests {
  private let url = ScriptedExchange.Step.answer(
    200, #"{"QueueUrl":"https://sqs.eu-west-1.amazonaws.com/123456789012/orders"}"#)

  @Test(arguments: HarmlessTry.allCases)
  func `what is denied is told from what is allowed and in vain`(act: HarmlessTry) async throws {
    let bench = try AWSBench([
      url, .answer(403, CallBench.error("AccessDeniedException")),
      .answer(
        200,
        #"{"Successful":[],"Failed":[{"Id":"0","Code":"InvalidParameterValue","SenderFault":true}]}"#
      ),
    ])
    let queue = try QueueName("orders")

    #expect(try await bench.probe.isDenied(act, on: queue))
    #expect(try await !bench.probe.isDenied(act, on: queue))
  }

  @Test func `a send that is tried has a delay that no queue takes`() async throws {
    let bench = try AWSBench([url, .answer(200, #"{"Successful":[],"Failed":[]}"#)])

    _ = try await bench.probe.isDenied(.send, on: try QueueName("orders"))

    #expect(bench.exchange.calls.last?.body.contains(#""DelaySeconds":1800"#) == true)
  }

  @Test func `whose the credentials are is told by AWS, to a signed call`() async throws {
    let bench = try AWSBench([
      .answer(
        200,
        """
        <GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::1:user/ada</Arn>\
        <UserId>U</UserId><Account>1</Account></GetCallerIdentityResult></GetCallerIdentityResponse>
        """)
    ])

    let (provider, signer) = try await bench.probe.signer()
    let identity = try await bench.probe.identity(of: signer)

    let call = try #require(bench.exchange.calls.last)
    #expect(provider == "the configuration")
    #expect(identity == CallerIdentity(account: "1", arn: "arn:aws:iam::1:user/ada"))
    #expect(call.origin.description == "https://sts.eu-west-1.amazonaws.com")
    #expect(call.body.contains("Action=GetCallerIdentity"))
    #expect(call.request.headers["Authorization"]?.contains("/sts/") == true)
  }

  @Test func `how far the service's clock is off is told by any answer`() async throws {
    let clock = ManualClock()
    let later = clock.now.advanced(by: .seconds(90))
    var bench = try AWSBench([.answer(404, "", ["Date": HTTPDate.text(of: later)]), .answer(404)])
    bench.probe.clock = clock

    #expect(try await bench.probe.reach(.sqs).clockLead == .seconds(90))
    #expect(try await bench.probe.reach(.sqs).clockLead == nil)
    #expect(bench.exchange.calls.first?.request.headers["Authorization"] == nil)
  }
}
