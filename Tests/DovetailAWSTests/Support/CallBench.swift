import DovetailTransport
import DovetailWire
import Synchronization

@testable import DovetailAWS

/// A caller of a service on a scripted network, whose pauses pass at once and are noted.
struct CallBench {
  let exchange: ScriptedExchange
  let clock = ManualClock()
  let caller: ServiceCaller
  let provider: CountingProvider

  init(
    _ steps: [ScriptedExchange.Step], service: AWSService = .sqs, maxAttempts: Int = 3,
    credentials: [String] = ["AKID"], room: Int = 128
  ) {
    exchange = ScriptedExchange(steps)
    provider = CountingProvider(
      credentials.map { .success(AWSCredentials(accessKeyID: $0, secretAccessKey: "s")) })
    var caller = ServiceCaller(
      service: service, exchange: exchange,
      credentials: CredentialsKeeper(provider, clock: clock, random: .seeded(1)), clock: clock,
      random: .seeded(1), maxAttempts: maxAttempts)
    caller.signingClock = clock
    caller.room = CallRoom(room)
    self.caller = caller
  }

  /// Calls; returns the answer, and how long the pauses were together.
  func call(
    isPoll: Bool = false, actsEachTime: Bool = false
  ) async throws -> (response: HTTPResponse, pauses: Duration) {
    let start = clock.now
    let call = ServiceCall(
      request: HTTPRequest("POST", HTTPTarget(path: "/")), attempt: "try it", isPoll: isPoll,
      actsEachTime: actsEachTime, fault: { ServiceFault(ofSQS: $0) })
    let response = try await withoutWaiting(on: clock) {
      try await caller.answer(to: call) { _ in
        AWSEndpoint(HTTPOrigin(.https, "sqs.example"), region: "eu-west-1")
      }
    }
    return (response, start.duration(to: clock.now))
  }

  /// The error of a call that must fail.
  func failure(
    isPoll: Bool = false, actsEachTime: Bool = false
  ) async throws -> TransportError {
    do {
      _ = try await call(isPoll: isPoll, actsEachTime: actsEachTime)
      throw CredentialsBench.Unexpected()
    } catch let error as TransportError {
      return error
    }
  }

  static func error(_ type: String) -> String { "{\"__type\":\"\(type)\",\"message\":\"because\"}" }
}

/// Moves time on whenever somebody sleeps, as long as `body` runs.
func withoutWaiting<Value: Sendable>(
  on clock: ManualClock, _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
  try await withThrowingTaskGroup(of: Value?.self) { group in
    group.addTask { try await body() }
    group.addTask {
      while !Task.isCancelled {
        if let next = clock.pendingCalls.first { clock.advance(to: next) }
        await Task.yield()
      }
      return nil
    }
    defer { group.cancelAll() }
    for try await value in group {
      if let value { return value }
    }
    throw CancellationError()
  }
}
