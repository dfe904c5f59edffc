import Testing

@testable import DovetailTasks

@Suite("Retry policies as texts")
struct RetryPolicyTextTests {
  @Test(arguments: [
    RetryPolicy.exponential(), .exponential(maxAttempts: 8, base: .seconds(2), cap: .seconds(60)),
    .constant(.seconds(30), maxAttempts: 2), .immediate(), .never,
  ])
  func `a policy is read back equal`(policy: RetryPolicy) throws {
    #expect(RetryPolicy(text: try #require(policy.text)) == policy)
  }

  @Test func `a custom policy has no text`() {
    #expect(RetryPolicy.custom { _, _ in nil }.text == nil)
  }

  @Test(arguments: [
    "", "constant", "constant 5", "constant 5 x", "constant 5 1 2", "exponential 5 1",
    "custom 5 1", "constant 99999999999999999999 1",
  ])
  func `what is no policy is none`(text: String) {
    #expect(RetryPolicy(text: text) == nil)
  }

  @Test func `numbers out of range are brought into it`() {
    #expect(RetryPolicy(text: "constant 0 -5") == .immediate(maxAttempts: 1))
  }
}
