/// What each byte value adds to a check, for each of eight places: eight bytes are taken at a step.
///
/// Source: Kounavis and Berry, "A systematic approach to building high performance, software-based, CRC
/// generators", ISCC 2005.
struct CRCTables: Sendable {
  /// Eight tables of 256, one after the other; the first is that of the nearest byte.
  private let entries: [UInt64]

  init(polynomial: UInt64) {
    var entries = [UInt64](repeating: 0, count: 8 * 256)
    for value in 0..<256 {
      var entry = UInt64(value)
      for _ in 0..<8 { entry = entry & 1 == 1 ? entry >> 1 ^ polynomial : entry >> 1 }
      entries[value] = entry
    }
    for place in 256..<entries.count {
      let nearer = entries[place - 256]
      entries[place] = nearer >> 8 ^ entries[Int(nearer & 0xFF)]
    }
    self.entries = entries
  }

  /// The register after `bytes`.
  func advance(_ register: UInt64, over bytes: UnsafeRawBufferPointer) -> UInt64 {
    entries.withUnsafeBufferPointer { table in
      var register = register
      var place = 0
      while place &+ 8 <= bytes.count {
        register ^= UInt64(
          littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        register =
          table[Int(register & 0xFF) &+ 1792] ^ table[Int(register >> 8 & 0xFF) &+ 1536]
          ^ table[Int(register >> 16 & 0xFF) &+ 1280] ^ table[Int(register >> 24 & 0xFF) &+ 1024]
          ^ table[Int(register >> 32 & 0xFF) &+ 768] ^ table[Int(register >> 40 & 0xFF) &+ 512]
          ^ table[Int(register >> 48 & 0xFF) &+ 256] ^ table[Int(register >> 56)]
        place &+= 8
      }
      while place < bytes.count {
        register = register >> 8 ^ table[Int((register ^ UInt64(bytes[place])) & 0xFF)]
        place &+= 1
      }
      return register
    }
  }
}
