import DovetailTransport
import DovetailWire
import Synchronization

/// How far the clocks of services are from this one's, by host.
final class ClockSkew: Sendable {
  /// A signature is refused from about five minutes of difference on; less is no reason.
  static let threshold = Duration.seconds(240)

  private let offsets = Mutex<[String: Duration]>([:])

  /// The time to sign a request to a host with.
  func time(at now: Timestamp, on host: String) -> Timestamp {
    offsets.withLock { $0[host] }.map(now.advanced) ?? now
  }

  /// Notes the time that an answer tells, of a request that was signed at `signedAt`; returns whether
  /// that was far off.
  ///
  /// What counts is when it was signed: a process that was stopped meanwhile has the right time again.
  func correct(
    _ host: String, by response: HTTPResponse, signedAt: Timestamp, now: Timestamp
  ) -> Bool {
    guard let told = response.headers["Date"].flatMap(HTTPDate.parse) else { return false }
    offsets.withLock { $0[host] = now.duration(to: told) }
    let distance = signedAt.duration(to: told)
    return max(distance, .zero - distance) > Self.threshold
  }
}
