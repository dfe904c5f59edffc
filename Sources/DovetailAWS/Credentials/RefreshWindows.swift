import DovetailTransport

/// When credentials are renewed: in the background when a quarter of their life is left, or a quarter of
/// an hour; with everybody waiting when an eighth is left, or five minutes.
///
/// Fixed windows as long as the credentials live would have each call renew them.
struct RefreshWindows: Hashable, Sendable {
  /// From here on one call renews them, and others go on with the old ones.
  let advisory: Timestamp
  /// From here on calls wait for the new ones.
  let mandatory: Timestamp

  /// The windows of credentials that live from `start` to `end`; `jitter`, 0 to 1, spreads processes
  /// that began together.
  init(from start: Timestamp, to end: Timestamp, jitter: Double) {
    let life = max(.zero, start.duration(to: end))
    let advisory = min(.seconds(900), life / 4)
    let mandatory = min(.seconds(300), life / 8)
    self.advisory = end.advanced(by: .zero - advisory - (advisory - mandatory) * (jitter * 0.2))
    self.mandatory = end.advanced(by: .zero - mandatory)
  }
}
