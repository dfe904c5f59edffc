import Testing

@testable import DovetailAWS

@Suite("Bodies piece by piece")
struct UploadBodyTests {
  @Test func `pieces follow each other to the end, and again from where one goes back to`() {
    var body = UploadBody(Array(0..<10))

    #expect(read(4, of: &body) == [0, 1, 2, 3])
    #expect(read(100, of: &body) == [4, 5, 6, 7, 8, 9])
    #expect(read(4, of: &body).isEmpty)
    let isBack = body.seek(to: 8)
    #expect(isBack)
    #expect(read(4, of: &body) == [8, 9])
  }

  @Test(arguments: [-1, 11, Int.max, Int.min])
  func `there is no going to where nothing is`(offset: Int) {
    var body = UploadBody(Array(0..<10))

    let isThere = body.seek(to: offset)

    #expect(!isThere)
  }

  private func read(_ count: Int, of body: inout UploadBody) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = body.read(into: UnsafeMutableRawBufferPointer(buffer))
    }
  }
}
