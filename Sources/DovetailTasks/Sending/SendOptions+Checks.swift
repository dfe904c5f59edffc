import DovetailTransport

extension SendOptions {
  /// The longest delay: a year and a day.
  static let delayRange: ClosedRange<Duration> = .zero ... .seconds(366 * 86_400)
  /// The longest linger: callers wait for it.
  static let lingerRange: ClosedRange<Duration> = .zero ... .seconds(60)

  /// Throws for what is out of its range; `owner` names whose options they are: "task resize".
  func checkRanges(of owner: String) throws(TaskError) {
    if let delay { try Self.checkRange(ofDelay: delay, of: owner) }
    if let linger, !Self.lingerRange.contains(linger) {
      throw Self.invalid(owner, "linger", "0 s to 60 s", "\(linger.inSeconds) s")
    }
    if let timeout, timeout <= .zero {
      throw Self.invalid(owner, "time-out", "over 0 s", "\(timeout.inSeconds) s")
    }
    try once?.check(of: owner)
    if let attempts, attempts < 1 {
      throw Self.invalid(owner, "number of attempts", "at least 1", "\(attempts)")
    }
    guard retry == nil || retry?.text != nil else {
      throw TaskError(
        .invalidOption,
        "The retry policy of \(owner) is a custom one, which cannot travel with it. Give it to the handler."
      )
    }
  }

  static func checkRange(ofDelay delay: Duration, of owner: String) throws(TaskError) {
    guard delayRange.contains(delay) else {
      throw invalid(owner, "delay", "0 s to 366 days", "\(delay.inSeconds) s")
    }
  }

  private static func invalid(
    _ owner: String, _ what: String, _ range: String, _ value: String
  ) -> TaskError {
    TaskError(.invalidOption, "The \(what) of \(owner) must be \(range); it is \(value).")
  }
}
