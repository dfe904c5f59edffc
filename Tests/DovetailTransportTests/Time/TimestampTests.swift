import DovetailTransport
import Testing

@Suite struct TimestampTests {
  /// Source: `date -u -d @SECONDS +%FT%T`.
  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"),
      (1, "1970-01-01T00:00:00.001Z"),
      (-1, "1969-12-31T23:59:59.999Z"),
      (-86_400_000, "1969-12-31T00:00:00.000Z"),
      (951_782_399_999, "2000-02-28T23:59:59.999Z"),
      (951_782_400_000, "2000-02-29T00:00:00.000Z"),
      (951_868_800_000, "2000-03-01T00:00:00.000Z"),
      (1_078_012_800_000, "2004-02-29T00:00:00.000Z"),
      (4_107_456_000_000, "2100-02-28T00:00:00.000Z"),
      (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
      (-2_203_977_600_000, "1900-02-28T00:00:00.000Z"),
      (-2_203_891_200_000, "1900-03-01T00:00:00.000Z"),
      (1_798_761_599_000, "2026-12-31T23:59:59.000Z"),
      (1_798_761_600_000, "2027-01-01T00:00:00.000Z"),
      (-62_135_596_800_000, "0001-01-01T00:00:00.000Z"),
      (253_402_300_800_000, "10000-01-01T00:00:00.000Z"),
    ] as [(Int64, String)])
  func `describes itself in ISO 8601`(milliseconds: Int64, text: String) {
    #expect(Timestamp(milliseconds: milliseconds).description == text)
  }

  @Test func `describes its extremes without trapping`() {
    #expect(Timestamp(milliseconds: .min).description.hasSuffix("Z"))
    #expect(Timestamp(milliseconds: .max).description.hasSuffix("Z"))
  }

  @Test func `orders moments by time`() {
    #expect(Timestamp(milliseconds: -1) < Timestamp(milliseconds: 0))
    #expect(Timestamp(milliseconds: 1) > Timestamp(milliseconds: 0))
  }

  @Test(
    arguments: [
      (Duration.zero, 1000), (.milliseconds(1), 1001), (.seconds(-1), 0), (.seconds(2), 3000),
      (.nanoseconds(1), 1001), (.microseconds(1500), 1002), (.nanoseconds(-1), 1000),
      (.microseconds(-1500), 999),
    ] as [(Duration, Int64)])
  func `advances by a duration, rounded up to a millisecond`(duration: Duration, result: Int64) {
    #expect(Timestamp(milliseconds: 1000).advanced(by: duration).milliseconds == result)
  }

  @Test func `saturates instead of trapping when it advances`() {
    let latest = Timestamp(milliseconds: .max)
    let earliest = Timestamp(milliseconds: .min)

    #expect(latest.advanced(by: .milliseconds(1)) == latest)
    #expect(latest.advanced(by: .seconds(Int64.max)) == latest)
    #expect(earliest.advanced(by: .milliseconds(-1)) == earliest)
    #expect(earliest.advanced(by: .seconds(Int64.min)) == earliest)
    #expect(Timestamp(milliseconds: 0).advanced(by: .seconds(Int64.max)) == latest)
    #expect(Timestamp(milliseconds: 0).advanced(by: .seconds(Int64.min)) == earliest)
  }

  @Test func `tells the time to another moment`() {
    let earlier = Timestamp(milliseconds: 500)
    let later = Timestamp(milliseconds: 2000)

    #expect(earlier.duration(to: later) == .milliseconds(1500))
    #expect(later.duration(to: earlier) == .milliseconds(-1500))
    #expect(later.duration(to: later) == .zero)
  }

  @Test func `saturates instead of trapping when it tells the time between`() {
    let latest = Timestamp(milliseconds: .max)
    let earliest = Timestamp(milliseconds: .min)

    #expect(earliest.duration(to: latest) == .milliseconds(Int64.max))
    #expect(latest.duration(to: earliest) == .milliseconds(Int64.min))
  }
}
