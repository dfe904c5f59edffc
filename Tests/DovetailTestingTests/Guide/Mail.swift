import Dovetail
import Synchronization

enum Mail {
  static let welcome = TaskKey("mail.welcome", "address", as: ((String) -> Void).self)
  static let invoice = TaskKey("mail.invoice", "address", "cents", as: ((String, Int) -> Int).self)

  static func handlers(_ smtp: some SMTP) -> [TaskHandler] {
    [
      Mail.welcome.handle { address in try await smtp.send("Welcome!", to: address) },
      Mail.invoice.handle(retry: .constant(.seconds(60), maxAttempts: 3)) { address, cents in
        try await smtp.send("\(cents) cents, please", to: address)
        return cents
      },
    ]
  }
}

struct SignUp: TaskPayload {
  static let task = TaskName<SignUp, NoValue>("accounts.sign-up", queue: "accounts.fifo")
  var address: String
  var plan: String
}

/// The code under test: it knows of no test.
struct Shop {
  let broker: Broker

  func signUp(_ address: String, plan: String = "free") async throws {
    try await broker.enqueue(SignUp(address: address, plan: plan), options: .group(address))
    try await broker.enqueue(
      Mail.welcome, address, options: .delay(.seconds(600)).label("campaign", "spring"))
  }

  /// Asks a worker, and waits for the answer.
  func bill(_ address: String, _ cents: Int) async throws -> Int {
    try await broker.enqueue(Mail.invoice, address, cents).value(timeout: .seconds(30))
  }
}

protocol SMTP: Sendable {
  func send(_ text: String, to address: String) async throws
}

/// Stands in for a mail server; as many sends fail as are asked for.
final class Outbox: SMTP {
  private let fields: Mutex<(sent: [String], failures: Int)>

  init(failures: Int = 0) {
    fields = Mutex(([], failures))
  }

  var sent: [String] { fields.withLock { $0.sent } }

  func send(_ text: String, to address: String) async throws {
    try fields.withLock { fields in
      fields.failures -= 1
      guard fields.failures < 0 else { throw MailServerDown() }
      fields.sent.append(address)
    }
  }
}

struct MailServerDown: Error, CustomStringConvertible {
  var description: String { "the mail server does not answer" }
}
