import CSQLite
import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("AttributesCoding")
struct AttributesCodingTests {
  private static let attributes: [String: MessageAttribute] = [
    "text": .string("žluťoučký 🐎"), "none": .string(""), "": .string("nameless"),
    "number": MessageAttribute(dataType: "Number.int", value: .string("-12")),
    "bytes": .binary([0, 255, 1]), "no bytes": .binary([]),
    "large": .binary([UInt8](repeating: 9, count: 100_000)),
  ]

  @Test
  func `attributes come back`() throws {
    let bytes = AttributesCoding.encode(Self.attributes)

    #expect(try AttributesCoding.decode(bytes) == Self.attributes)
  }

  @Test
  func `no attributes are no bytes, and no bytes are no attributes`() throws {
    #expect(AttributesCoding.encode([:]).isEmpty)
    #expect(try AttributesCoding.decode([]).isEmpty)
  }

  @Test
  func `equal attributes give equal bytes`() {
    let reversed = Dictionary(uniqueKeysWithValues: Self.attributes.sorted { $0.key > $1.key })

    #expect(AttributesCoding.encode(reversed) == AttributesCoding.encode(Self.attributes))
  }

  @Test
  func `bytes cut short anywhere are an error, never a crash`() {
    let bytes = AttributesCoding.encode(["name": .string("value"), "other": .binary([1, 2])])
    let first = AttributesCoding.encode(["name": .string("value")]).count

    for count in 1..<bytes.count where count != first {
      let error = #expect(throws: SQLiteError.self) {
        try AttributesCoding.decode(Array(bytes.prefix(count)))
      }
      #expect(error?.code == SQLITE_CORRUPT)
    }
  }

  @Test
  func `a kind of value that is not known is an error`() {
    var bytes = AttributesCoding.encode(["n": .string("v")])
    bytes[4 + 1 + 4 + 6] = 3

    #expect(throws: SQLiteError.self) { try AttributesCoding.decode(bytes) }
  }

  @Test
  func `random bytes are an error or attributes, never a crash`() {
    var random = RandomSource.seeded(11)

    for _ in 0..<2_000 {
      let count = Int.random(in: 0..<64, using: &random)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0..<3, using: &random) }
      _ = try? AttributesCoding.decode(bytes)  // Either will do.
    }
  }
}
