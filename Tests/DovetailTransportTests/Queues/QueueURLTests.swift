import DovetailTransport
import Testing

@Suite struct QueueURLTests {
  @Test(arguments: [
    "https://sqs.eu-west-1.amazonaws.com/123456789012/orders.fifo",
    "http://localhost:4566/123456789012/orders.fifo", "http://[::1]:80/a/123456789012/orders.fifo",
    "/123456789012/orders.fifo",
  ])
  func `names a queue and its account, whatever stands before`(text: String) throws {
    let url = try QueueURL(text)

    #expect(url.queue.text == "orders.fifo")
    #expect(url.queue.isFIFO)
    #expect(url.account == "123456789012")
    #expect(url.text == text)
  }

  @Test func `may be a bare name, without an account`() throws {
    let url = try QueueURL("orders")

    #expect(url.queue.text == "orders")
    #expect(url.account == nil)
  }

  @Test(arguments: [
    "", "/", "/orders", "http://localhost/orders", "http://localhost/1234/orders",
    "https://sqs.eu-west-1.amazonaws.com/123456789012/", "/123456789012/a b", "/123456789012/.fifo",
    "/12345678901\u{0661}/orders", "/123456789012/\u{301}orders",
  ])
  func `is refused when it cannot name a queue`(text: String) {
    #expect {
      try QueueURL(text)
    } throws: {
      ($0 as? TransportError)?.code == .queueDoesNotExist
    }
  }
}
