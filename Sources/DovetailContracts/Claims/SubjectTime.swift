public import DovetailTransport

/// The time that a subject lives under, and how a claim moves it.
public struct SubjectTime: Sendable {
  /// The subject's time now.
  public var now: @Sendable () async throws -> Timestamp
  /// Moves the subject's time by a duration: a manual clock at once, real time by waiting.
  ///
  /// What falls due on the way may happen when the time is at the end of it, so a claim moves it to
  /// one event after the other.
  public var advance: @Sendable (Duration) async throws -> Void

  /// Makes the time of a subject.
  public init(
    now: @escaping @Sendable () async throws -> Timestamp,
    advance: @escaping @Sendable (Duration) async throws -> Void
  ) {
    self.now = now
    self.advance = advance
  }

  /// The time of a manual clock.
  public static func manual(_ clock: ManualClock) -> SubjectTime {
    SubjectTime(now: { clock.now }, advance: { clock.advance(by: $0) })
  }
}
