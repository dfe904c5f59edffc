/// A cyclic redundancy check, as S3 computes it over objects: reflected, all ones before and after.
///
/// Narrower checks stand in the low bits of a word of 64, so one loop serves all widths.
package struct CRC: Sendable {
  /// The polynomial of IEEE 802.3, zlib's.
  package static let crc32 = CRC(width: 32, polynomial: 0xEDB8_8320)
  /// Castagnoli's polynomial.
  ///
  /// Source: RFC 3720, appendix B.4.
  package static let crc32c = CRC(width: 32, polynomial: 0x82F6_3B78)
  /// The polynomial of NVM Express.
  ///
  /// Source: NVM Express NVM Command Set specification, "64b CRC".
  package static let crc64NVME = CRC(width: 64, polynomial: 0x9A6C_9329_AC4B_C9B5)

  /// The bits of the check, 32 or 64.
  package let width: Int
  private let polynomial: UInt64
  private let tables: CRCTables

  private init(width: Int, polynomial: UInt64) {
    self.width = width
    self.polynomial = polynomial
    tables = CRCTables(polynomial: polynomial)
  }

  /// The check of no bytes, from which ``update(_:with:)`` goes on.
  package static let ofNothing: UInt64 = 0

  /// The check of what `check` was made of, followed by `bytes`.
  package func update(_ check: UInt64, with bytes: UnsafeRawBufferPointer) -> UInt64 {
    tables.advance(check ^ ones, over: bytes) ^ ones
  }

  /// The check of `bytes`.
  package func check(of bytes: some Collection<UInt8>) -> UInt64 {
    bytes.withContiguousStorageIfAvailable { update(Self.ofNothing, with: .init($0)) }
      ?? Array(bytes).withUnsafeBytes { update(Self.ofNothing, with: $0) }
  }

  /// The check of bytes whose beginning has the check `first`, and whose last `count` bytes have
  /// `second`; costs the same however many there are.
  ///
  /// Source: zlib, crc32_combine: the beginning's check times x to the power of 8 `count`, modulo the
  /// polynomial, plus the end's.
  package func combine(_ first: UInt64, _ second: UInt64, count: Int) -> UInt64 {
    var shifted = first
    var power = one >> 8  // x to the power of 8; squared for each bit of the count.
    var rest = count
    while rest > 0 {
      if rest & 1 == 1 { shifted = multiply(power, shifted) }
      power = multiply(power, power)
      rest >>= 1
    }
    return shifted ^ second
  }

  /// The check as bytes, the most significant first.
  package func bytes(of check: UInt64) -> [UInt8] {
    stride(from: width - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: check >> $0) }
  }

  private var ones: UInt64 { UInt64.max >> (64 - width) }

  /// The polynomial 1: reflected, so the highest bit is the lowest power.
  private var one: UInt64 { 1 << (width - 1) }

  private func multiply(_ left: UInt64, _ right: UInt64) -> UInt64 {
    var product: UInt64 = 0
    var multiple = right
    var bit = one
    while bit != 0 {
      if left & bit != 0 { product ^= multiple }
      multiple = multiple & 1 == 1 ? multiple >> 1 ^ polynomial : multiple >> 1
      bit >>= 1
    }
    return product
  }
}
