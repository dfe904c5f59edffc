internal import DovetailTransport

extension Duration {
  /// Reads a duration as people write it: `500ms`, `30s`, `5m`, `12h`, `4d`, `1h30m`; a number alone is
  /// seconds.
  ///
  /// Nil for other texts, for negative ones, and for more than a hundred years.
  package init?(readable text: String) {
    if let seconds = Double(text) {
      guard seconds >= 0, let duration = Duration(exactly: seconds) else { return nil }
      self = duration
      return
    }
    var rest = text[...]
    var sum = Duration.zero
    repeat {
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(digits.count)
      let unit = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(unit.count)
      guard let number = Double(digits), let seconds = Self.secondsOfUnits[String(unit)],
        let part = Duration(exactly: number * seconds)
      else { return nil }
      sum += part
    } while !rest.isEmpty
    self = sum
  }

  private static let secondsOfUnits = [
    "ms": 0.001, "s": 1, "m": 60, "min": 60, "h": 3600, "d": 86_400, "w": 604_800,
  ]
}
