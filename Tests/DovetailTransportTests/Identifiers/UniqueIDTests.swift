import DovetailTransport
import Testing

@Suite("UniqueID")
struct UniqueIDTests {
  private let id = UniqueID(high: 0x0123_4567_89AB_CDEF, low: 0xFEDC_BA98_7654_3210)

  @Test
  func `the text of a UUID is in lower case with hyphens`() {
    #expect(id.uuidString == "01234567-89ab-cdef-fedc-ba9876543210")
  }

  @Test
  func `the text without hyphens has the same digits`() {
    #expect(id.hexString == "0123456789abcdeffedcba9876543210")
  }

  @Test
  func `random ids differ, and say that they are random`() {
    let ids = (0..<1000).map { _ in UniqueID.random(from: .system) }

    #expect(Set(ids).count == ids.count)
    #expect(ids.allSatisfy { $0.high >> 12 & 0xF == 4 && $0.low >> 62 == 2 })
  }
}
