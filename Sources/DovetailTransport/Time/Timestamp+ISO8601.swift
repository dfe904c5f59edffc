extension Timestamp {
  /// Reads a moment such as `2026-11-21T04:05:06Z`, with or without a fraction, with any offset.
  ///
  /// What is finer than a millisecond is dropped. Nil for other texts.
  ///
  /// Source: RFC 3339, section 5.6.
  package init?(iso8601 text: String) {
    var scanner = DateScanner(text)
    guard let day = scanner.day(), scanner.takes("T") || scanner.takes("t") || scanner.takes(" "),
      let time = scanner.time(), let offset = scanner.offset(), scanner.isAtEnd
    else { return nil }
    let seconds = day * 86_400 + time.seconds - offset
    self.init(milliseconds: Int64(seconds) * 1000 + Int64(time.nanoseconds / 1_000_000))
  }
}
