import Dovetail
import Testing

@Suite("The policy for a program")
struct AccessPolicyTests {
  private func policy(
    _ role: AccessPolicy.Role = .consume,
    at url: String =
      "sqs://eu-west-1?results=s3://bucket/results&payloads=s3://bucket/big&prefix=p-",
    account: String? = "123456789012", queues: [TaskQueue] = []
  ) throws -> String {
    guard case .sqs(let place) = try BrokerURL(url).place else { throw CancellationError() }
    var configuration = BrokerConfiguration()
    configuration.defaultQueue = "orders"
    configuration.queues = queues
    return try AccessPolicy(for: role, at: place, configuration, account: account).description
  }

  @Test func `names the declared queues with their prefix, and their dead-letter queues`() throws {
    let text = try policy(
      queues: [
        TaskQueue("bills.fifo"), TaskQueue("mail") { $0.deadLetters = .queue("orders-dlq") },
        TaskQueue("loud") { $0.deadLetters = .none },
      ])

    for name in ["p-orders", "p-bills.fifo", "p-mail", "p-loud", "p-bills-dlq.fifo"] {
      #expect(text.contains("\"arn:aws:sqs:eu-west-1:123456789012:\(name)\""), "\(name)")
    }
    #expect(text.split(separator: "p-orders-dlq\"").count == 2)
    #expect(!text.contains("p-loud-dlq"))
  }

  @Test func `lets objects be read and written below the prefixes only`() throws {
    let text = try policy()

    #expect(text.contains(#""arn:aws:s3:::bucket/results/*""#))
    #expect(text.contains(#""arn:aws:s3:::bucket/big/*""#))
    #expect(!text.contains(#""arn:aws:s3:::bucket/*""#))
  }

  @Test func `of a producer lets it receive nothing`() throws {
    let text = try policy(.produce)

    #expect(text.contains("sqs:SendMessage"))
    #expect(!text.contains("sqs:ReceiveMessage"))
    #expect(!text.contains("orders-dlq"))
  }

  @Test func `is for any account when none is named, in the region's partition`() throws {
    let text = try policy(at: "sqs://cn-north-1", account: nil)

    #expect(text.contains(#""arn:aws-cn:sqs:cn-north-1:*:orders""#))
    #expect(!text.contains("s3:"))
  }
}
