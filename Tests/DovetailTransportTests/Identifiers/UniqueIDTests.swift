import DovetailTransport
import Testing

/// Source: RFC 9562.
@Suite struct UniqueIDTests {
  let source = RandomSource.seeded(42)

  @Test func `a random one has version 4 and variant 2, and is random else`() {
    let drawn = RandomSource.seeded(42)
    for _ in 0..<100 {
      let id = UniqueID.random(from: source)

      #expect(id.high >> 12 & 0xF == 4)
      #expect(id.low >> 62 == 0b10)
      #expect(id.high & ~0xF000 == drawn.next() & ~0xF000)
      #expect(id.low << 2 == drawn.next() << 2)
    }
  }

  @Test func `a time-ordered one has version 7 and variant 2, and is random else`() {
    let drawn = RandomSource.seeded(42)
    for _ in 0..<100 {
      let id = UniqueID.timeOrdered(at: Timestamp(milliseconds: 1), from: source)

      #expect(id.high >> 12 & 0xF == 7)
      #expect(id.low >> 62 == 0b10)
      #expect(id.high & 0xFFF == drawn.next() & 0xFFF)
      #expect(id.low << 2 == drawn.next() << 2)
      #expect(id.high >> 16 == 1)
    }
  }

  /// Source: RFC 9562, A.6: 2022-02-22T19:22:22.000Z.
  @Test func `a time-ordered one begins with its milliseconds`() {
    let instant = Timestamp(milliseconds: 0x017F_22E2_79B0)

    let id = UniqueID.timeOrdered(at: instant, from: source)

    #expect(id.uuidString.hasPrefix("017f22e2-79b0-7"))
  }

  @Test func `time-ordered ones sort by time`() {
    let ids = [0, 1, 255, 256, 1_800_000_000_000, 1_800_000_000_001].map {
      UniqueID.timeOrdered(at: Timestamp(milliseconds: $0), from: source).uuidString
    }

    #expect(ids == ids.sorted())
  }

  @Test func `many of one moment differ`() {
    let ids = Set(
      (0..<1000).map { _ in
        UniqueID.timeOrdered(at: Timestamp(milliseconds: 0), from: source)
      })

    #expect(ids.count == 1000)
  }

  @Test func `writes itself in lower case, with hyphens and without`() {
    let id = UniqueID(high: 0x0123_4567_89AB_CDEF, low: 0xFEDC_BA98_7654_3210)

    #expect(id.uuidString == "01234567-89ab-cdef-fedc-ba9876543210")
    #expect(id.hexString == "0123456789abcdeffedcba9876543210")
  }

  @Test func `keeps leading zeros`() {
    let id = UniqueID(high: 0, low: 1)

    #expect(id.uuidString == "00000000-0000-0000-0000-000000000001")
  }
}
