import DovetailTransport
import Testing

@Suite struct BlobRangeTests {
  @Test(
    arguments: [
      (.bytes(0...0), 0..<1), (.bytes(2...5), 2..<6), (.bytes(0...9), 0..<10),
      (.bytes(8...99), 8..<10), (.bytes(9...Int.max), 9..<10), (.from(0), 0..<10),
      (.from(9), 9..<10), (.last(1), 9..<10), (.last(10), 0..<10), (.last(Int.max), 0..<10),
    ] as [(BlobRange, Range<Int>)])
  func `is cut to an object of ten bytes`(range: BlobRange, offsets: Range<Int>) {
    #expect(range.offsets(in: 10) == offsets)
  }

  @Test(
    arguments: [
      .bytes(10...10), .bytes(11...20), .bytes(Int.max...Int.max), .bytes(-1...3), .from(10),
      .from(Int.max), .from(-1), .from(Int.min), .last(0), .last(-1), .last(Int.min),
    ] as [BlobRange])
  func `is nil when it begins outside of ten bytes`(range: BlobRange) {
    #expect(range.offsets(in: 10) == nil)
  }

  @Test(arguments: [.bytes(0...0), .from(0), .last(1)] as [BlobRange])
  func `is nil for an empty object`(range: BlobRange) {
    #expect(range.offsets(in: 0) == nil)
  }
}
