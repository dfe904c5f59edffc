import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("ReceiptToken")
struct ReceiptTokenTests {
  private static let token = ReceiptToken(
    queue: 3, row: 0x0102_0304_0506_0708, messageID: UniqueID(high: .max - 1, low: 7), ordinal: 2)

  @Test(
    arguments: [
      token, ReceiptToken(queue: 1, row: 1, messageID: UniqueID(high: 0, low: 0), ordinal: 1),
      ReceiptToken(
        queue: .max, row: .max, messageID: UniqueID(high: .max, low: .max), ordinal: .max),
    ])
  func `a handle says again what it was made from`(token: ReceiptToken) throws {
    #expect(try ReceiptToken(token.handle) == token)
  }

  @Test
  func `a handle keeps to the length that SQS allows, in plain characters`() {
    let text = Self.token.handle.rawValue

    #expect(text.utf8.count <= 1024)
    #expect(text.utf8.allSatisfy { $0 < 128 })
  }

  @Test
  func `every part of a token changes the handle`() {
    var changed: [ReceiptToken] = Array(repeating: Self.token, count: 4)
    changed[0].queue += 1
    changed[1].row += 1
    changed[2].messageID = UniqueID(high: 1, low: 7)
    changed[3].ordinal += 1

    #expect(Set((changed + [Self.token]).map(\.handle)).count == 5)
  }

  @Test
  func `what is no handle gives no token`() {
    let text = Self.token.handle.rawValue
    let garbage = [
      "", "a", "garbage", text + "00", String(text.dropLast(2)), String(text.dropLast()),
      text + " ",
      "00" + text.dropFirst(2), "02" + text.dropFirst(2), text.uppercased(),
      "žž" + text.dropFirst(4),
      String(repeating: "0", count: 82), String(repeating: "f", count: 1_000_000),
    ]

    for text in garbage {
      #expect((try? ReceiptToken(ReceiptHandle(rawValue: text))) == nil, "\(text.prefix(100))")
    }
  }

  @Test(arguments: [0, -1] as [Int64])
  func `a handle of a receive that cannot have been gives no token`(ordinal: Int64) {
    var token = Self.token
    token.ordinal = ordinal

    #expect((try? ReceiptToken(token.handle)) == nil)
  }
}
