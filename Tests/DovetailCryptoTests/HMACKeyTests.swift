import DovetailCrypto
import DovetailTransport
import Testing

@Suite("HMAC")
struct HMACKeyTests {
  /// Source: RFC 4231, cases 1, 2, 3, 6.
  @Test(arguments: [
    (
      [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xAA, count: 20), [UInt8](repeating: 0xDD, count: 50),
      "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
    ),
    (
      [UInt8](repeating: 0xAA, count: 131),
      Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
  ])
  func `a code is that of the standard, each time`(
    key: [UInt8], message: [UInt8], code: String
  ) throws {
    let hmac = try HMACKey(key)

    for _ in 0..<2 { #expect(Hex.encode(try hmac.authenticate(message)) == code) }
  }

  @Test func `keys and messages may be empty`() throws {
    #expect(
      Hex.encode(try HMACKey([]).authenticate([]))
        == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
  }

  @Test func `threads share a key`() async throws {
    let hmac = try HMACKey(Array("key".utf8))
    let expected = try (0..<200).map { try hmac.authenticate([$0]) }

    try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<4 {
        group.addTask { try (0..<200).map { try hmac.authenticate([$0]) } == expected }
      }
      for try await isSame in group { #expect(isSame) }
    }
  }

  @Test func `a comparison in constant time sees each difference`() {
    #expect(ConstantTime.areEqual([1, 2], [1, 2]))
    #expect(ConstantTime.areEqual([], []))
    #expect(!ConstantTime.areEqual([1, 2], [1, 3]))
    #expect(!ConstantTime.areEqual([1, 2], [1, 2, 3]))
  }
}
