import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("Bindable")
struct BindableTests {
  private let connection: Connection

  init() throws {
    connection = try Connection(path: ":memory:")
  }

  private func read<Value>(
    _ value: some Bindable, _ decode: (borrowing Row) throws(SQLiteError) -> Value
  ) throws -> Value? {
    try connection.first("SELECT ?1", value, decode: decode)
  }

  private func type(of value: some Bindable) throws -> String? {
    try connection.first("SELECT typeof(?1)", value) { row throws(SQLiteError) in try row.text(0) }
  }

  @Test(arguments: [Int64.min, -1, 0, 1, Int64.max])
  func `an integer comes back`(number: Int64) throws {
    #expect(try read(number) { row throws(SQLiteError) in try row.integer(0) } == number)
    #expect(try read(Int(number)) { row throws(SQLiteError) in try row.integer(0) } == number)
  }

  @Test
  func `a moment comes back`() throws {
    let moment = Timestamp(milliseconds: -62_135_596_800_001)

    #expect(try read(moment) { row throws(SQLiteError) in try row.timestamp(0) } == moment)
  }

  @Test(arguments: ["", "a", "žluťoučký 🐎", "with \0 inside"])
  func `a text comes back, even an empty one`(text: String) throws {
    #expect(try read(text) { row throws(SQLiteError) in try row.text(0) } == text)
    #expect(try type(of: text) == "text")
  }

  @Test(arguments: [0, 1, 256, 1_000_000])
  func `bytes come back, even none`(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }

    #expect(try read(bytes) { row throws(SQLiteError) in try row.bytes(0) } == bytes)
    #expect(try type(of: bytes) == "blob")
  }

  @Test
  func `an id comes back, and stands as sixteen bytes in the order of its digits`() throws {
    let id = UniqueID(high: 0x0123_4567_89AB_CDEF, low: 0xFEDC_BA98_7654_3210)

    #expect(try read(id) { row throws(SQLiteError) in try row.uniqueID(0) } == id)
    let bytes = try read(id) { row throws(SQLiteError) in try row.bytes(0) }
    #expect(bytes.map { Hex.encode($0) } == "0123456789abcdeffedcba9876543210")
  }

  @Test
  func `nil is NULL, and NULL is nil`() throws {
    #expect(try type(of: String?.none) == "null")
    #expect(
      try read(Int?.none) { row throws(SQLiteError) in try row.optionalInteger(0) } == .some(nil))
    #expect(
      try read(Int?.none) { row throws(SQLiteError) in try row.optionalText(0) } == .some(nil))
    #expect(
      try read(Int?.none) { row throws(SQLiteError) in try row.optionalBytes(0) } == .some(nil))
  }

  @Test
  func `an optional with a value binds the value`() throws {
    #expect(try read(Int?(4)) { row throws(SQLiteError) in try row.optionalInteger(0) } == 4)
    #expect(try read(String?("a")) { row throws(SQLiteError) in try row.optionalText(0) } == "a")
    #expect(try read([UInt8]?([9])) { row throws(SQLiteError) in try row.optionalBytes(0) } == [9])
  }
}
