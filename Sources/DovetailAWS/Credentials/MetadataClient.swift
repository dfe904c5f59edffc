import DovetailTransport
import DovetailWire

/// Asks the endpoints that hand out credentials, with few and short attempts.
struct MetadataClient: Sendable {
  let exchange: any HTTPExchange
  let clock: any WallClock

  /// Tries up to `attempts` times, a second apart, while no answer comes or it is the server's fault.
  func answer(
    to request: HTTPRequest, at origin: HTTPOrigin, for provider: some CredentialsProvider,
    timeout: Duration, attempts: Int
  ) async throws -> HTTPResponse {
    var attempt = 1
    while true {
      let isLast = attempt >= attempts
      do {
        let answer = try await exchange.answer(
          to: request, at: origin, HTTPCallOptions(timeout: timeout))
        if answer.status < 500 || isLast { return answer }
      } catch let error as HTTPError where isLast {
        throw provider.failure(
          "\(origin) did not answer: \(error.detail)", isTransient: error.kind != .untrusted)
      } catch is HTTPError {
        // Tried again below.
      }
      attempt += 1
      try await clock.sleep(for: .seconds(1))
    }
  }
}
