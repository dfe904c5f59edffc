import DovetailTransport

/// What is known of one call: which attempts it has had, and what may still be done.
///
/// A pure value; ``ServiceCaller`` carries out what it decides.
struct RetryState: Sendable {
  /// How an attempt has failed.
  enum Failure: Sendable {
    case fault(ServiceFault, hint: RetryHint?, isSkewed: Bool)
    case noAnswer(HTTPError)
  }

  /// What is to be done next.
  enum Decision: Sendable {
    /// Wait, and try again at this cost; without the quota for it, wait only if the call is a poll.
    case pause(isThrottled: Bool, hint: RetryHint?, cost: Int)
    /// Try again at once: with the service's time.
    case correctClock
    /// Try again at once: with other credentials.
    case renewCredentials
    /// Try again at once: where the bucket is.
    case follow(region: String)
    case giveUp(TransportError)
  }

  let maxAttempts: Int
  /// Whether it makes a difference if the service does it twice.
  let actsEachTime: Bool
  let attempt: String
  private(set) var attempts = 0
  /// What the last repetition has cost.
  var cost: Int?
  private var mayHaveActed = false
  private var hasCorrectedClock = false
  private var hasRenewedCredentials = false
  private var hasFollowed = false

  init(maxAttempts: Int, actsEachTime: Bool, attempt: String) {
    self.maxAttempts = maxAttempts
    self.actsEachTime = actsEachTime
    self.attempt = attempt
  }

  mutating func begin() {
    attempts += 1
  }

  mutating func decide(after failure: Failure) -> Decision {
    switch failure {
    case .noAnswer(let error): return decide(after: error)
    case .fault(let fault, let hint, let isSkewed):
      return decide(after: fault, hint: hint, isSkewed: isSkewed)
    }
  }

  private mutating func decide(after error: HTTPError) -> Decision {
    mayHaveActed = mayHaveActed || error.kind.mayHaveActed
    switch error.kind {
    case .notConnected, .interrupted, .timedOut:
      return repeated(error.transportError(attempt), isThrottled: false, hint: nil)
    case .tooLarge, .untrusted, .misconfigured, .closed:
      return .giveUp(final(error.transportError(attempt)))
    }
  }

  private mutating func decide(
    after fault: ServiceFault, hint: RetryHint?, isSkewed: Bool
  ) -> Decision {
    let error = fault.error.attempting(attempt)
    switch fault.classification {
    case .skewed(let isCertain) where !hasCorrectedClock && (isCertain || isSkewed):
      hasCorrectedClock = true
      return .correctClock
    case .credentials where !hasRenewedCredentials:
      hasRenewedCredentials = true
      return .renewCredentials
    case .elsewhere where !hasFollowed:
      guard let region = fault.bucketRegion else { return .giveUp(final(error)) }
      hasFollowed = true
      return .follow(region: region)
    case .transient:
      mayHaveActed = mayHaveActed || fault.status >= 500 && fault.status != 503
      return repeated(error, isThrottled: false, hint: hint)
    case .throttled: return repeated(error, isThrottled: true, hint: hint)
    case .skewed, .credentials, .elsewhere, .final: return .giveUp(final(error))
    }
  }

  private func repeated(
    _ error: TransportError, isThrottled: Bool, hint: RetryHint?
  ) -> Decision {
    guard attempts < maxAttempts else { return .giveUp(final(error)) }
    return .pause(
      isThrottled: isThrottled, hint: hint,
      cost: isThrottled ? RetryQuota.costWhenThrottled : RetryQuota.cost)
  }

  /// The error to tell: that nothing is known, once an attempt may have done what must not be done twice.
  func final(_ error: TransportError) -> TransportError {
    guard mayHaveActed, actsEachTime, error.code != .outcomeUnknown else { return error }
    return TransportError(
      .outcomeUnknown, attempt: attempt,
      detail:
        "An earlier attempt had no answer and may have been carried out; the last one failed: "
        + "\(error.detail ?? error.code.rawValue)", cause: error)
  }
}

extension HTTPError {
  /// What it is above the wire.
  func transportError(_ attempt: String) -> TransportError {
    let code: TransportError.Code =
      switch kind {
      case .notConnected: .unreachable
      case .interrupted, .timedOut, .tooLarge: .outcomeUnknown
      case .untrusted, .misconfigured: .refused
      case .closed: .closed
      }
    return TransportError(code, attempt: attempt, detail: detail, cause: self)
  }
}
