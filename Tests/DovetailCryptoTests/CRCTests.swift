import DovetailCrypto
import Testing

/// Source of the check values: the CRC RevEng catalogue, CRC-32/ISO-HDLC, CRC-32/ISCSI, CRC-64/NVME.
@Suite("CRC")
struct CRCTests {
  @Test(
    arguments: [
      (CRC.crc32, 0xCBF4_3926), (CRC.crc32c, 0xE306_9283),
      (CRC.crc64NVME, 0xAE8B_1486_0A79_9888),
    ] as [(CRC, UInt64)])
  func `the check of the digits 1 to 9 is that of the catalogue`(crc: CRC, check: UInt64) {
    #expect(crc.check(of: "123456789".utf8) == check)
  }

  @Test(
    arguments: [
      (CRC.crc32, "hello", [0x36, 0x10, 0xA6, 0x86]),
      (CRC.crc32, "test data..", [0x71, 0x95, 0x87, 0xC1]),
      (CRC.crc32c, "hello", [0x9A, 0x71, 0xBB, 0x4C]),
      (CRC.crc64NVME, "hello", [0x33, 0x77, 0x85, 0x70, 0x06, 0x52, 0x42, 0x57]),
      (CRC.crc64NVME, "test data..", [0xA9, 0x45, 0x6B, 0x59, 0x83, 0xAB, 0x20, 0x03]),
    ] as [(CRC, String, [UInt8])])
  func `a check's bytes are those that S3 tells`(crc: CRC, text: String, bytes: [UInt8]) {
    #expect(crc.bytes(of: crc.check(of: text.utf8)) == bytes)
  }

  /// Source: RFC 3720, appendix B.4.
  @Test(
    arguments: [
      (Array(repeating: 0, count: 32), 0x8A91_36AA),
      (Array(repeating: 0xFF, count: 32), 0x62A8_AB43),
      (Array(0...31), 0x46DD_794E),
      (Array((0...31).reversed()), 0x113F_DB5C),
    ] as [([UInt8], UInt64)])
  func `CRC32C has the values of iSCSI`(bytes: [UInt8], check: UInt64) {
    #expect(CRC.crc32c.check(of: bytes) == check)
  }

  @Test(arguments: [CRC.crc32, .crc32c, .crc64NVME])
  func `the check of nothing is 0`(crc: CRC) {
    #expect(crc.check(of: [UInt8]()) == 0)
    #expect(crc.bytes(of: 0) == Array(repeating: 0, count: crc.width / 8))
  }

  @Test(arguments: [CRC.crc32, .crc32c, .crc64NVME])
  func `every length and every cut gives what one bit at a time gives`(crc: CRC) {
    let bytes = (0..<41).map { UInt8(truncatingIfNeeded: $0 * 97 + 13) }
    for count in 0...bytes.count {
      let all = crc.check(of: bytes.prefix(count))
      #expect(all == slow(crc, bytes.prefix(count)))
      for cut in 0...count {
        let head = crc.check(of: bytes[..<cut])
        let tail = crc.check(of: bytes[cut..<count])
        #expect(bytes[cut..<count].withUnsafeBytes { crc.update(head, with: $0) } == all)
        #expect(crc.combine(head, tail, count: count - cut) == all)
      }
    }
  }

  @Test(arguments: [CRC.crc32, .crc32c, .crc64NVME])
  func `checks of large pieces are combined`(crc: CRC) {
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }

    let combined = crc.combine(
      crc.check(of: bytes.prefix(70_001)), crc.check(of: bytes.dropFirst(70_001)),
      count: bytes.count - 70_001)

    #expect(combined == crc.check(of: bytes))
  }

  private func slow(_ crc: CRC, _ bytes: some Sequence<UInt8>) -> UInt64 {
    let polynomial: UInt64 =
      crc.width == 64
      ? 0x9A6C_9329_AC4B_C9B5
      : crc.check(of: [1]) == CRC.crc32.check(of: [1])
        ? 0xEDB8_8320
        : 0x82F6_3B78
    let ones = UInt64.max >> (64 - crc.width)
    return bytes.reduce(ones) { register, byte in
      (0..<8).reduce(register ^ UInt64(byte)) { register, _ in
        register & 1 == 1 ? register >> 1 ^ polynomial : register >> 1
      }
    } ^ ones
  }
}

extension CRC: CustomTestStringConvertible {
  public var testDescription: String {
    switch check(of: "123456789".utf8) {
    case CRC.crc32.check(of: "123456789".utf8): "CRC32"
    case CRC.crc32c.check(of: "123456789".utf8): "CRC32C"
    default: "CRC64NVME"
    }
  }
}
