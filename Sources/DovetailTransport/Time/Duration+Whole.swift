extension Duration {
  /// The duration in milliseconds, rounded up; the nearest `Int64` when it does not fit.
  package var wholeMilliseconds: Int64 { rounded(up: 1_000_000_000_000_000) }

  /// The duration in seconds, rounded up; the nearest `Int64` when it does not fit.
  package var wholeSeconds: Int64 { rounded(up: 1_000_000_000_000_000_000) }

  /// Not by `components`, which trap when the seconds do not fit an `Int64`.
  private func rounded(up unit: Int128) -> Int64 {
    let (whole, rest) = attoseconds.quotientAndRemainder(dividingBy: unit)
    return Int64(clamping: rest > 0 ? whole + 1 : whole)
  }

  /// The duration in seconds, for people and for wire formats.
  package var inSeconds: Double {
    // By halves: to convert an Int128 takes as long as to write a short JSON object.
    let magnitude = attoseconds.magnitude
    let high = Double(UInt64(truncatingIfNeeded: magnitude >> 64)) * 0x1p64
    let seconds = (high + Double(UInt64(truncatingIfNeeded: magnitude))) / 1e18
    return attoseconds < 0 ? -seconds : seconds
  }

  /// Makes a duration of `seconds`, rounded to a microsecond; nil when it is not finite or over
  /// a hundred years.
  package init?(exactly seconds: Double) {
    guard seconds.isFinite, abs(seconds) < 3_155_760_000 else { return nil }
    self = .microseconds(Int64((seconds * 1_000_000).rounded()))
  }
}
