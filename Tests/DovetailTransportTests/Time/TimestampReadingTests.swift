import DovetailTransport
import Testing

/// Source: RFC 3339, section 5.6 and 5.8.
@Suite("Reading of timestamps")
struct TimestampReadingTests {
  @Test(
    arguments: [
      ("1985-04-12T23:20:50.52Z", 482_196_050_520), ("1996-12-19T16:39:57-08:00", 851_042_397_000),
      ("1937-01-01T12:00:27.87+00:20", -1_041_337_172_130),
      ("2000-02-29t00:00:00z", 951_782_400_000),
      ("2026-11-21T04:05:06.0579999Z", 1_795_233_906_057), ("2026-11-21 04:05", 1_795_233_900_000),
      ("0001-01-01T00:00:00Z", -62_135_596_800_000), ("9999-12-31T23:59:59Z", 253_402_300_799_000),
    ] as [(String, Int64)])
  func `reads a moment in ISO 8601`(text: String, milliseconds: Int64) {
    #expect(Timestamp(iso8601: text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "", "2026", "2026-11-21", "2026-11-21T", "2026-11-21T04", "2026-02-29T00:00:00Z",
    "2026-11-31T00:00:00Z", "2026-11-21T24:00:00Z", "2026-11-21T04:60:00Z", "2026-11-21T04:05:06.Z",
    "2026-11-21T04:05:06Z ", "2026-11-21T04:05:06+", "2026-11-21T04:05:06+1",
    "0000-01-01T00:00:00Z",
    "2026-11-21T04:05:06+24:00", "x",
  ])
  func `another text is no moment`(text: String) {
    #expect(Timestamp(iso8601: text) == nil)
  }

  @Test func `each day of four centuries is read as it is written`() {
    for day in stride(from: Int64(-120_000), to: 60_000, by: 37) {
      let moment = Timestamp(milliseconds: day * 86_400_000 + 12_345_678)

      #expect(Timestamp(iso8601: moment.description) == moment)
      #expect(CivilTime(moment).weekday == Int((day + 4) % 7 + 7) % 7)
    }
  }
}
