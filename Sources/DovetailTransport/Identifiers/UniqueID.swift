/// A 128-bit identifier, random or ordered by time.
package struct UniqueID: Hashable, Sendable {
  package let high: UInt64
  package let low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Makes a random one.
  ///
  /// Source: RFC 9562, section 5.4 (version 4).
  package static func random(from source: RandomSource) -> UniqueID {
    UniqueID(high: source.next(), low: source.next()).marked(version: 4)
  }

  /// Makes one that sorts by `instant`, so that neighbours in time are neighbours in an index.
  ///
  /// Source: RFC 9562, section 5.7 (version 7).
  package static func timeOrdered(at instant: Timestamp, from source: RandomSource) -> UniqueID {
    let time = UInt64(bitPattern: instant.milliseconds) << 16
    return UniqueID(high: time | source.next() & 0xFFFF, low: source.next()).marked(version: 7)
  }

  private func marked(version: UInt64) -> UniqueID {
    UniqueID(
      high: high & ~0xF000 | version << 12,
      low: low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    )
  }

  /// 32 lower-case hexadecimal digits.
  package var hexString: String {
    String(unsafeUninitializedCapacity: 32) { text in
      Hex.write(high, to: text, at: 0)
      Hex.write(low, to: text, at: 16)
      return 32
    }
  }

  /// The lower-case form with hyphens, 8-4-4-4-12.
  package var uuidString: String {
    String(unsafeUninitializedCapacity: 36) { text in
      Hex.write(high >> 32, digits: 8, to: text, at: 0)
      Hex.write(high >> 16, digits: 4, to: text, at: 9)
      Hex.write(high, digits: 4, to: text, at: 14)
      Hex.write(low >> 48, digits: 4, to: text, at: 19)
      Hex.write(low, digits: 12, to: text, at: 24)
      for place in [8, 13, 18, 23] { text[place] = UInt8(ascii: "-") }
      return 36
    }
  }
}
