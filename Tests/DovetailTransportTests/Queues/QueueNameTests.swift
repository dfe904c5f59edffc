import DovetailTransport
import Testing

@Suite struct QueueNameTests {
  @Test(arguments: [
    "a", "Orders", "orders-2_final", "0", "-", "_", "fifo", "a.fifo", "-.fifo",
    String(repeating: "x", count: 80), String(repeating: "x", count: 75) + ".fifo",
  ])
  func `takes the names that SQS takes`(text: String) throws {
    let name = try QueueName(text)

    #expect(name.text == text)
    #expect(name.description == text)
    #expect(name.isFIFO == text.hasSuffix(".fifo"))
  }

  @Test(arguments: [
    "", ".fifo", "a b", "a.b", "a.fifo.fifo", "a.FIFO", "a.fifo ", "é", "a\u{301}", "漢", "a/b",
    "a:b",
    "a\n", " a", "a\u{0}", "１", String(repeating: "x", count: 81),
    String(repeating: "x", count: 76) + ".fifo",
  ])
  func `refuses other names, and names them`(text: String) throws {
    let error = try #require(throws: TransportError.self) { try QueueName(text) }

    #expect(error.code == .invalidParameterValue)
    #expect(error.description.contains("\"\(text)\""))
  }

  @Test func `names that differ in case differ`() throws {
    #expect(try QueueName("orders") != QueueName("Orders"))
  }
}
