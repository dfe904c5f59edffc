import DovetailTransport
import Testing

@Suite struct HexTests {
  private func read(_ text: String, digits: Int) -> UInt64? {
    var text = text
    return text.withUTF8 { Hex.read($0, digits: digits, at: 0) }
  }

  @Test(
    arguments: [
      ([], ""), ([0], "00"), ([0x0F, 0xF0, 0xFF], "0ff0ff"),
      ([0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF], "0123456789abcdef"),
    ] as [([UInt8], String)])
  func `writes and reads two digits a byte`(bytes: [UInt8], text: String) {
    #expect(Hex.encode(bytes) == text)
    #expect(Hex.decode(text) == bytes)
  }

  @Test func `reads back every byte`() {
    for byte in UInt8.min...UInt8.max {
      #expect(read(Hex.encode([byte]), digits: 2) == UInt64(byte))
    }
  }

  @Test(arguments: ["0", "000", "0g0", "AB00", "é0", "०१"])
  func `refuses what is not an even number of lower-case digits`(text: String) {
    #expect(Hex.decode(text) == nil)
  }

  @Test(arguments: ["0g", "g0", "AB", "aB", "0x", " 0", "é", "/0", ":0", "`0"])
  func `refuses what is no lower-case digit`(text: String) {
    #expect(read(text, digits: 2) == nil)
  }

  @Test(arguments: [0, 1, 0x0123_4567_89AB_CDEF, 0x9A9A_A9A9_0F0F_F0F0, .max] as [UInt64])
  func `writes a number's digits side by side`(number: UInt64) {
    let text = String(unsafeUninitializedCapacity: 18) { text in
      text[0] = UInt8(ascii: "<")
      Hex.write(number, to: text, at: 1)
      text[17] = UInt8(ascii: ">")
      return 18
    }

    let digits = String(number, radix: 16)
    #expect(text == "<" + String(repeating: "0", count: 16 - digits.count) + digits + ">")
  }
}
