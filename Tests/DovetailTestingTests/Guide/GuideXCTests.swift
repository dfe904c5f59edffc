import Dovetail
import DovetailTesting
import XCTest

final class WelcomeTests: XCTestCase {
  func testAWelcomeMailWaitsForTenMinutes() async throws {
    try await withTestBroker(configure: { $0.queues = ["accounts.fifo"] }) { t in
      try await Shop(broker: t.broker).signUp("ada@example.org")

      let mail = try await t.requireOne(Mail.welcome, with: "ada@example.org")
      XCTAssertEqual(mail.delay, .seconds(600))
    }
  }
}
