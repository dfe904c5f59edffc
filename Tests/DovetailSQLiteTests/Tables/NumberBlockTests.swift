import Testing

@testable import DovetailSQLite

@Suite("A block of numbers")
struct NumberBlockTests {
  /// Gives a number in a transaction, and returns what the row is to say before the commit.
  private func give(from block: NumberBlock) throws -> Int64? {
    let number = try #require(block.next)
    block.advance(to: number + 1)
    let due = block.due
    if let due { block.extend(to: due) }
    return due
  }

  @Test
  func `the first that is given reserves no other`() throws {
    let block = NumberBlock()
    block.begin(at: 7)

    #expect(block.due == nil)
    #expect(try give(from: block) == 8)
  }

  @Test
  func `the row is past all that are given, and written ever more seldom`() throws {
    let block = NumberBlock()
    block.begin(at: 1)
    var row: Int64 = 1
    var writes = 0

    for number in Int64(1)...10_000 {
      if let due = try give(from: block) {
        row = due
        writes += 1
      }
      #expect(row > number)
    }

    #expect(writes < 30)
    #expect(row <= 10_000 + 1 + 1024)
  }

  @Test
  func `when it is forgotten, the next begins small again`() throws {
    let block = NumberBlock()
    block.begin(at: 1)
    for _ in 0..<1000 { _ = try give(from: block) }

    block.forget()
    #expect(block.next == nil)
    block.begin(at: 5000)

    #expect(try give(from: block) == 5001)
  }
}
