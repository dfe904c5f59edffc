import DovetailCrypto
import Testing

@Suite("Digests")
struct DigestTests {
  /// Source: RFC 1321, appendix A.5.
  @Test(arguments: [
    ("", "d41d8cd98f00b204e9800998ecf8427e"),
    ("a", "0cc175b9c0f1b6a831c399e269772661"),
    ("abc", "900150983cd24fb0d6963f7d28e17f72"),
    ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
    ("abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"),
  ])
  func `MD5 has the values of its vectors`(text: String, digest: String) throws {
    #expect(hex(try MD5.digest(of: Array(text.utf8))) == digest)
  }

  /// Source: FIPS 180-4 examples (NIST, "Secure Hash Standard").
  @Test(arguments: [
    ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
    ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
    ),
  ])
  func `SHA-1 has the values of its vectors`(text: String, digest: String) throws {
    #expect(hex(try SHA1.digest(of: Array(text.utf8))) == digest)
  }

  /// Source: FIPS 180-4 examples, and the captured checksum of "hello".
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ("hello", "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `SHA-256 has the values of its vectors`(text: String, digest: String) throws {
    #expect(hex(try SHA256.digest(of: Array(text.utf8))) == digest)
  }

  @Test
  func `a digest of pieces is that of the whole`() throws {
    let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0) }
    let digests = [try RunningDigest.md5(), try .sha1(), try .sha256()]

    for digest in digests {
      for start in stride(from: 0, to: bytes.count, by: 777) {
        try bytes[start..<min(start + 777, bytes.count)].withUnsafeBytes { try digest.update($0) }
      }
    }

    let whole = [
      try MD5.digest(of: bytes), try SHA1.digest(of: bytes), try SHA256.digest(of: bytes),
    ]
    #expect(try digests.map { try $0.finish() } == whole)
  }

  @Test
  func `a digest of no pieces is that of nothing`() throws {
    #expect(try RunningDigest.md5().finish() == MD5.digest(of: []))
  }

  private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
