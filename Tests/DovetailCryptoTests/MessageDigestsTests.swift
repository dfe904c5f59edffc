import DovetailTransport
import Testing

@testable import DovetailCrypto

/// Rows: 7/body, 7/attributes, 7/names-by-bytes, 7/binary-raw, 7/type-with-suffix, 7/none-omitted,
/// 7/returned-subset, 7/system-apart.
@Suite("Message digests")
struct MessageDigestsTests {
  @Test(arguments: try MessageDigestVector.cases())
  func `a body's is that of the vector`(_ vector: MessageDigestVector) throws {
    #expect(try MessageDigests.body(#require(vector.body)) == vector.bodyDigest)
  }

  @Test(arguments: try MessageDigestVector.cases())
  func `the attributes' is that of the vector`(_ vector: MessageDigestVector) throws {
    #expect(try MessageDigests.attributes(vector.attributes) == vector.digest)
  }

  @Test(arguments: try MessageDigestVector.cases().filter { $0.hashed != nil })
  func `what is hashed is that of the vector`(_ vector: MessageDigestVector) {
    #expect(Hex.encode(MessageDigests.bytes(of: vector.attributes)) == vector.hashed)
  }

  @Test(arguments: try MessageDigestVector.systemCases())
  func `system attributes have one of their own`(_ vector: MessageDigestVector) throws {
    #expect(try MessageDigests.attributes(vector.systemAttributes) == vector.systemDigest)
  }

  @Test func `no attributes have none`() throws {
    #expect(try MessageDigests.attributes([:]) == nil)
  }

  // Recorded from SQS: a receive that asks for some of the attributes.
  @Test(arguments: [
    (["General", "Hello", "Help.Me"], "4c360f3fdafd970e05fae2f149d997f5"),
    (["General", "Hello"], "fca026605781cb4126a1e9044df24232"),
    (["Hello"], "a311262e065454b75da111d535b8dacd"),
    (["Hello", "Help.Me"], "83fee93c1bcd8b9a5a923ffacdc636c7"),
  ])
  func `a subset has one of its own`(_ names: [String], _ digest: String) throws {
    let sent = ["General": "Kenobi", "Hello": "There", "Help.Me": "Me"]
      .mapValues { MessageAttribute.string($0) }

    #expect(try MessageDigests.attributes(sent.filter { names.contains($0.key) }) == digest)
  }

  @Test func `a recorded number and body have those of SQS`() throws {
    let timestamp = MessageAttribute(dataType: "Number", value: .string("1493147359900"))

    #expect(
      try MessageDigests.attributes(["timestamp": timestamp]) == "235c5c510d26fb653d073faed50ae77c")
    #expect(
      try MessageDigests.body("Hello, Dovetail! ä€😀\n") == "e76d258d6813b117f89252f1b03db6b0")
  }
}
