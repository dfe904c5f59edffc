/// What every `ConcludingTransport` must do beside what is claimed of every transport.
public enum ConcludingTransportContract {
  /// All claims.
  public static var claims: [Claim<ConcludingTransportSubject>] {
    [concluding, failingConclusions].flatMap(\.self)
  }
}
