import DovetailTransport
import DovetailWire
import Testing

@Suite("Times of signatures")
struct SigningTimeTests {
  @Test func `a time is written to the second, and read again`() throws {
    let time = SigningTime(Timestamp(milliseconds: 1_742_042_096_789))

    #expect(time.description == "20250315T123456Z")
    #expect(time.day == "20250315")
    #expect(SigningTime(time.description) == time)
    #expect(time.timestamp == Timestamp(milliseconds: 1_742_042_096_000))
  }

  @Test(arguments: [
    "", "20250315", "20250315T123456", "20250315T123456Zz", "20250230T123456Z",
    "20251315T123456Z", "20250315T243456Z", "20250315T126056Z", "20250315T123460Z",
    "2025-03-15T12:34:56Z", "20250315t123456Z", "２0250315T123456Z", "+0250315T123456Z",
  ])
  func `another text is no time`(text: String) {
    #expect(SigningTime(text) == nil)
  }

  @Test(arguments: [Int64.min, -62_135_596_800_001, 253_402_300_800_000, .max])
  func `moments that no signature has do not trap`(milliseconds: Int64) {
    #expect(SigningTime(Timestamp(milliseconds: milliseconds)).description.utf8.count == 16)
  }
}
