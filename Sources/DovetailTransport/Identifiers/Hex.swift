/// Lower-case hexadecimal text.
package enum Hex {
  /// The hexadecimal text of `bytes`, two digits a byte.
  package static func encode(_ bytes: some Collection<UInt8>) -> String {
    encode(Array(bytes))
  }

  /// The hexadecimal text of `bytes`; not generic, so that no caller pays for what is.
  package static func encode(_ bytes: [UInt8]) -> String {
    String(unsafeUninitializedCapacity: bytes.count * 2) { text in
      var place = 0
      for byte in bytes {
        text[place] = digit(byte >> 4)
        text[place + 1] = digit(byte & 15)
        place += 2
      }
      return place
    }
  }

  /// Writes the last `count` digits of a number, up to 16, without making a string of them.
  package static func write(
    _ number: UInt64, digits count: Int = 16, to text: UnsafeMutableBufferPointer<UInt8>,
    at start: Int
  ) {
    guard count < 16 else {
      let memory = UnsafeMutableRawBufferPointer(text)
      memory.storeBytes(
        of: digits(of: number >> 32).bigEndian, toByteOffset: start, as: UInt64.self)
      return memory.storeBytes(
        of: digits(of: number & 0xFFFF_FFFF).bigEndian, toByteOffset: start + 8, as: UInt64.self)
    }
    for index in 0..<count {
      text[start + index] = digit(
        UInt8(truncatingIfNeeded: number >> (4 * (count - 1 - index))) & 15)
    }
  }

  /// The eight digits of a number of 32 bits, all at once: a byte each, the first the highest.
  private static func digits(of number: UInt64) -> UInt64 {
    var values = number
    values = (values | values << 16) & 0x0000_FFFF_0000_FFFF
    values = (values | values << 8) & 0x00FF_00FF_00FF_00FF
    values = (values | values << 4) & 0x0F0F_0F0F_0F0F_0F0F
    // 1 in each byte of a value over 9: six more carry it over 15.
    let letters = (values + 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
    return values + 0x3030_3030_3030_3030
      + letters * UInt64(UInt8(ascii: "a") - UInt8(ascii: "0") - 10)
  }

  /// Reads the number of `count` digits, up to 16; nil unless all are lower-case hexadecimal digits.
  package static func read(
    _ text: UnsafeBufferPointer<UInt8>, digits count: Int = 16, at start: Int
  ) -> UInt64? {
    var number: UInt64 = 0
    for index in start..<(start + count) {
      guard let value = value(text[index]) else { return nil }
      number = number << 4 | UInt64(value)
    }
    return number
  }

  /// The bytes of `text`; nil unless it is an even number of lower-case hexadecimal digits.
  package static func decode(_ text: String) -> [UInt8]? {
    var text = text
    return text.withUTF8 { digits in
      guard digits.count.isMultiple(of: 2) else { return nil }
      var bytes: [UInt8] = []
      bytes.reserveCapacity(digits.count / 2)
      for start in stride(from: 0, to: digits.count, by: 2) {
        guard let byte = read(digits, digits: 2, at: start) else { return nil }
        bytes.append(UInt8(truncatingIfNeeded: byte))
      }
      return bytes
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
