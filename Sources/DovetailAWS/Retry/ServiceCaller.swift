import DovetailCrypto
import DovetailTransport
import DovetailWire

/// Makes calls of one service: signs each attempt anew, and repeats what may pass.
struct ServiceCaller: Sendable {
  let service: AWSService
  let exchange: any HTTPExchange
  let credentials: CredentialsKeeper
  let clock: any WallClock
  let random: RandomSource
  let maxAttempts: Int
  /// What signatures are dated by: services go by the world's time, whatever the clock is.
  var signingClock: any WallClock = SystemClock()
  let quota = RetryQuota()
  let skew = ClockSkew()
  let keys = SigningKeyCache()
  /// For calls that the service answers at once; polls, which it lets wait, have their own.
  var room = CallRoom(128)
  let pollRoom = CallRoom(1024)

  /// The answer of success.
  ///
  /// `endpoint` says where a bucket is, given the region that the service named; it is asked once more if
  /// one was named. Throws `TransportError`, or `CancellationError` when the calling task is cancelled.
  func answer(
    to call: ServiceCall, at endpoint: (String?) throws -> AWSEndpoint
  ) async throws -> HTTPResponse {
    var state = RetryState(
      maxAttempts: maxAttempts, actsEachTime: call.actsEachTime, attempt: call.attempt)
    var place = try endpoint(nil)
    while true {
      state.begin()
      let signer = try await signingCredentials(call, state)
      let failure: RetryState.Failure
      do {
        let (response, signedAt) = try await attempt(call, at: place, as: signer)
        guard let fault = call.fault(response) else {
          quota.giveBack(state.cost)
          return response
        }
        failure = .fault(
          fault, hint: RetryHint(response),
          isSkewed: skew.isOff(place.origin.host, response, fault, signedAt, signingClock.now))
      } catch let error as HTTPError {
        failure = .noAnswer(error)
      }
      switch state.decide(after: failure) {
      case .giveUp(let error): throw error
      case .correctClock: break
      case .renewCredentials: credentials.discard(signer)
      case .follow(let region): place = try endpoint(region)
      case .pause(let isThrottled, let hint, let cost):
        try await pause(&state, failure, isThrottled, hint, cost, isPoll: call.isPoll)
      }
    }
  }

  /// Signs a request and sends it, once there is room for it; returns the answer, and the time that the
  /// request was signed with.
  private func attempt(
    _ call: ServiceCall, at place: AWSEndpoint, as signer: AWSCredentials
  ) async throws -> (HTTPResponse, signedAt: Timestamp) {
    let room = call.isPoll ? pollRoom : room
    try await room.enter()
    defer { room.leave() }
    let signedAt = skew.time(at: signingClock.now, on: place.origin.host)
    let request = try sign(call, to: place, as: signer, at: signedAt)
    let response = try await exchange.answer(to: request, at: place.origin, call.options)
    return (response, signedAt)
  }

  private func sign(
    _ call: ServiceCall, to place: AWSEndpoint, as signer: AWSCredentials, at time: Timestamp
  ) throws -> HTTPRequest {
    var request = call.request
    do {
      try RequestSigner(service: service.rawValue, region: place.region, keys: keys)
        .sign(&request, to: place.origin, as: signer, at: time, payload: call.payload)
    } catch {
      throw TransportError(
        .unsupportedOperation, attempt: call.attempt, detail: error.description, cause: error)
    }
    return request
  }

  /// What to sign with; that there is nothing is the caller's, or may pass.
  private func signingCredentials(
    _ call: ServiceCall, _ state: RetryState
  ) async throws -> AWSCredentials {
    do {
      return try await credentials.credentials()
    } catch let error as AWSCredentialsError {
      throw state.final(
        TransportError(
          error.isTransient ? .unreachable : .accessDenied, attempt: call.attempt,
          detail: error.description, cause: error))
    }
  }

  /// Waits before the next attempt; throws the failure if the quota does not allow one.
  ///
  /// A poll waits all the same, for it is made again at once.
  private func pause(
    _ state: inout RetryState, _ failure: RetryState.Failure, _ isThrottled: Bool,
    _ hint: RetryHint?, _ cost: Int, isPoll: Bool
  ) async throws {
    let pause = RetryPause.make(
      after: state.attempts, isThrottled: isThrottled, hint: hint, random)
    guard quota.take(cost) else {
      if isPoll { try await clock.sleep(for: pause) }
      throw state.final(failure.error(state.attempt))
    }
    state.cost = cost
    try await clock.sleep(for: pause)
  }
}

extension RetryState.Failure {
  /// What it is above the wire.
  fileprivate func error(_ attempt: String) -> TransportError {
    switch self {
    case .fault(let fault, _, _): fault.error.attempting(attempt)
    case .noAnswer(let error): error.transportError(attempt)
    }
  }
}

extension ClockSkew {
  /// Whether a request that was refused had been signed with a time far off the service's, which is noted.
  fileprivate func isOff(
    _ host: String, _ response: HTTPResponse, _ fault: ServiceFault, _ signedAt: Timestamp,
    _ now: Timestamp
  ) -> Bool {
    guard case .skewed = fault.classification else { return false }
    return correct(host, by: response, signedAt: signedAt, now: now)
  }
}
