extension Duration {
  /// The duration in milliseconds, rounded up; the nearest `Int64` when it does not fit.
  package var wholeMilliseconds: Int64 {
    let (seconds, attoseconds) = components
    let perMillisecond: Int64 = 1_000_000_000_000_000
    let (whole, rest) = attoseconds.quotientAndRemainder(dividingBy: perMillisecond)
    let (scaled, tooLarge) = seconds.multipliedReportingOverflow(by: 1000)
    let (sum, overflowed) = scaled.addingReportingOverflow(whole + (rest > 0 ? 1 : 0))
    guard tooLarge || overflowed else { return sum }
    return seconds < 0 ? .min : .max
  }

  /// The duration in seconds, rounded up: SQS takes whole seconds.
  package var wholeSeconds: Int64 {
    components.seconds + (components.attoseconds > 0 ? 1 : 0)
  }

  /// The duration in seconds, for people and for wire formats.
  package var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }

  /// Makes a duration of `seconds`, rounded to a microsecond; nil when it is not finite or over
  /// a hundred years.
  package init?(exactly seconds: Double) {
    guard seconds.isFinite, abs(seconds) < 3_155_760_000 else { return nil }
    self = .microseconds(Int64((seconds * 1_000_000).rounded()))
  }
}
