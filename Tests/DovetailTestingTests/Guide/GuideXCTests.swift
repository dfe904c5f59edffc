import Dovetail
import DovetailTesting
import XCTest

final class WelcomeTests: XCTestCase {
  func testAWelcomeMailWaitsForTenMinutes() async throws {
    var configuration = BrokerConfiguration()
    configuration.queues = ["accounts.fifo"]
    try await withTestBroker(configuration) { t in
      try await Shop(broker: t.broker).signUp("ada@example.org")

      let mail = try await t.requireOne(Mail.welcome, with: "ada@example.org")
      XCTAssertEqual(mail.delay, .seconds(600))
    }
  }
}
