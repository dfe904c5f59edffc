import DovetailTransport
import DovetailWire
import Testing

@testable import DovetailAWS

@Suite("Calls of a service")
struct ServiceCallerTests {
  private typealias Step = ScriptedExchange.Step

  static let transient: [ScriptedExchange.Step] = [
    .answer(500), .answer(502), .answer(503), .answer(504),
    .answer(400, CallBench.error("RequestTimeout")),
    .answer(400, CallBench.error("RequestTimeoutException")),
    .answer(400, CallBench.error("PriorRequestNotComplete")),
    .answer(400, CallBench.error("InternalError")),
    .answer(400, CallBench.error("com.amazon.coral.service#InternalFailure")),
    .answer(400, CallBench.error("ServiceUnavailable")), .fail(.notConnected), .fail(.interrupted),
    .fail(.timedOut),
  ]

  static let throttling = [
    "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled",
    "RequestThrottledException", "TooManyRequestsException", "RequestLimitExceeded",
    "BandwidthLimitExceeded", "LimitExceededException", "ProvisionedThroughputExceededException",
    "TransactionInProgressException", "EC2ThrottledException", "SlowDown", "KmsThrottled",
    "KMS.ThrottlingException",
  ]

  @Test(arguments: transient)
  func `what may pass is tried again within 50 ms`(step: ScriptedExchange.Step) async throws {
    let bench = CallBench([step, .answer(200)])

    let (response, pauses) = try await bench.call()

    #expect(response.status == 200)
    #expect(pauses <= .milliseconds(50))
  }

  @Test(arguments: throttling)
  func `a service that asks to slow down is tried again within a second`(code: String) async throws
  {
    let bench = CallBench([.answer(400, CallBench.error(code)), .answer(200)])

    let (response, pauses) = try await bench.call()

    #expect(response.status == 200)
    #expect(pauses > .milliseconds(50) && pauses <= .seconds(1))
  }

  @Test(arguments: [
    ("QueueDoesNotExist", 400), ("AccessDeniedException", 403), ("InvalidParameterValue", 400),
    ("KmsAccessDenied", 400), ("OverLimit", 403), ("NoSuchThing", 418),
  ])
  func `what would fail the same way is not tried again`(code: String, status: Int) async throws {
    let bench = CallBench([.answer(status, CallBench.error(code)), .answer(200)])

    let error = try await bench.failure()

    #expect(bench.exchange.calls.count == 1)
    #expect(error.description.contains("try it"))
    #expect(error.description.contains(code))
  }

  @Test(arguments: [HTTPError.Kind.untrusted, .misconfigured, .tooLarge, .closed])
  func `what is set up wrongly is not tried again`(kind: HTTPError.Kind) async throws {
    let bench = CallBench([.fail(kind), .answer(200)])

    _ = try await bench.failure()

    #expect(bench.exchange.calls.count == 1)
  }

  @Test func `there are as many attempts as the settings say`() async throws {
    let bench = CallBench([.answer(500), .answer(500), .answer(500), .answer(500)], maxAttempts: 4)

    _ = try await bench.failure()

    #expect(bench.exchange.calls.count == 4)
  }

  @Test func `each attempt is signed anew, by the time at which it is made`() async throws {
    let bench = CallBench([
      .answer(503, "", ["x-amz-retry-after": "3000"]), .answer(200),
    ])

    _ = try await bench.call()

    let dates = bench.exchange.calls.map { $0.request.headers["X-Amz-Date"] }
    #expect(dates == ["20270115T080000Z", "20270115T080003Z"])
    #expect(bench.exchange.calls[1].request.headers.values(of: "Authorization").count == 1)
  }

  @Test(arguments: [
    (["x-amz-retry-after": "1500"], Duration.milliseconds(1500)),
    (["Retry-After": "7"], .seconds(7)),
    (["Retry-After": "600"], .seconds(20)),
  ])
  func `a pause that the service asks for is kept, in bounds`(
    headers: [String: String], pause: Duration
  ) async throws {
    let bench = CallBench([.answer(503, "", headers), .answer(200)])

    #expect(try await bench.call().pauses == pause)
  }

  @Test func `a long pause that Amazon asks for makes ours five seconds longer`() async throws {
    let bench = CallBench([
      .answer(503, "", ["x-amz-retry-after": "600000", "Retry-After": "600"]), .answer(200),
    ])

    let pauses = try await bench.call().pauses

    #expect(pauses >= .seconds(5) && pauses <= .milliseconds(5050))
  }

  @Test(arguments: ["", "-5", "soon", "1.5"])
  func `a pause that is no number is passed over`(text: String) async throws {
    let bench = CallBench([
      .answer(503, "", ["x-amz-retry-after": text, "Retry-After": text]), .answer(200),
    ])

    #expect(try await bench.call().pauses <= .milliseconds(50))
  }

  @Test func `when the quota is used up a call fails at its first failure`() async throws {
    let bench = CallBench(Array(repeating: .answer(500), count: 200))

    var attempts: [Int] = []
    for _ in 0..<20 {
      let before = bench.exchange.calls.count
      _ = try await bench.failure()
      attempts.append(bench.exchange.calls.count - before)
    }

    // 500 tokens at 14 pay for 35 repetitions: 17 calls with two, one with one.
    #expect(attempts == Array(repeating: 3, count: 17) + [2, 1, 1])
  }

  @Test func `a poll waits even without quota`() async throws {
    let bench = CallBench(Array(repeating: .answer(429), count: 300), maxAttempts: 20)
    while bench.caller.quota.take(RetryQuota.costWhenThrottled) {}
    let start = bench.clock.now

    _ = try await bench.failure(isPoll: true)

    #expect(bench.exchange.calls.count == 1)
    #expect(bench.clock.now > start)
  }

  @Test func `what a repetition has cost is given back when it succeeds`() async throws {
    let bench = CallBench([.answer(500), .answer(200)])

    _ = try await bench.call()

    var left = 0
    while bench.caller.quota.take(1) { left += 1 }
    #expect(left == RetryQuota.capacity)
  }

  @Test func `when an attempt may have been carried out and the next is refused, nothing is known`()
    async throws
  {
    let bench = CallBench([.fail(.interrupted), .answer(403, CallBench.error("AccessDenied"))])

    let error = try await bench.failure(actsEachTime: true)

    #expect(error.code == .outcomeUnknown)
    #expect((error.cause as? TransportError)?.code == .accessDenied)
  }

  @Test func `a request that never left leaves no doubt`() async throws {
    let bench = CallBench(Array(repeating: .fail(.notConnected), count: 3))

    #expect(try await bench.failure(actsEachTime: true).code == .unreachable)
  }

  @Test func `credentials that are no longer accepted are fetched anew, once`() async throws {
    let expired = ScriptedExchange.Step.answer(403, CallBench.error("ExpiredTokenException"))
    let bench = CallBench([expired, .answer(200), expired, expired], credentials: ["OLD", "NEW"])

    _ = try await bench.call()
    let error = try await bench.failure()

    let signers = bench.exchange.calls.map { $0.request.headers["Authorization"] ?? "" }
    #expect(signers[0].contains("Credential=OLD/"))
    #expect(signers[1].contains("Credential=NEW/"))
    #expect(error.code == .accessDenied)
    #expect(bench.exchange.calls.count == 4)
  }

  @Test func `a clock that is off is corrected for that host, and for the calls that follow`()
    async throws
  {
    let bench = CallBench([
      .answer(
        403, CallBench.error("RequestTimeTooSkewed"), ["Date": "Fri, 15 Jan 2027 09:00:00 GMT"]),
      .answer(200), .answer(200),
    ])

    let (_, pauses) = try await bench.call()
    _ = try await bench.call()

    let dates = bench.exchange.calls.map { $0.request.headers["X-Amz-Date"] }
    #expect(dates == ["20270115T080000Z", "20270115T090000Z", "20270115T090000Z"])
    #expect(pauses == .zero)
  }

  @Test func `a signature that is refused for another reason than time is not tried again`()
    async throws
  {
    let bench = CallBench([
      .answer(
        403, CallBench.error("InvalidSignatureException"),
        ["Date": "Fri, 15 Jan 2027 08:01:00 GMT"]), .answer(200),
    ])

    #expect(try await bench.failure().code == .accessDenied)
    #expect(bench.exchange.calls.count == 1)
  }

  @Test func `without credentials the error says so, and that it may pass if it may`() async throws
  {
    let exchange = ScriptedExchange()
    let clock = ManualClock()
    for isTransient in [true, false] {
      let provider = CountingProvider([
        .failure(AWSCredentialsError("the moon", "None.", isTransient: isTransient))
      ])
      let caller = ServiceCaller(
        service: .sqs, exchange: exchange, credentials: CredentialsKeeper(provider, clock: clock),
        clock: clock, random: .seeded(1), maxAttempts: 3)

      let error = await #expect(throws: TransportError.self) {
        try await caller.answer(
          to: ServiceCall(
            request: HTTPRequest("POST", HTTPTarget(path: "/")), attempt: "try it",
            fault: { _ in nil }
          )
        ) { _ in AWSEndpoint(HTTPOrigin(.https, "sqs.example"), region: "eu-west-1") }
      }

      #expect(error?.isTransient == isTransient)
      #expect(error?.description.contains("the moon") == true)
    }
    #expect(exchange.calls.isEmpty)
  }
}
