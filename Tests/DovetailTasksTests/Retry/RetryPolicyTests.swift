import DovetailTasks
import DovetailTransport
import Testing

@Suite("Retry policies")
struct RetryPolicyTests {
  private let random = RandomSource.seeded(7)

  private func longestDelay(_ policy: RetryPolicy, afterAttempt number: Int) -> Duration? {
    (0..<300).compactMap { _ in policy.delay(afterAttempt: number, using: random) }.max()
  }

  @Test(arguments: [
    (1, 1), (2, 2), (3, 4), (4, 8), (10, 512), (11, 900), (63, 900), (64, 900), (65, 900),
    (1000, 900), (Int.max - 1, 900), (0, 1), (Int.min, 1),
  ])
  func `the bound doubles up to the cap`(attempt: Int, seconds: Int) throws {
    let policy = RetryPolicy.exponential(maxAttempts: .max)

    let longest = try #require(longestDelay(policy, afterAttempt: attempt))

    #expect(longest <= .seconds(seconds))
    #expect(longest > .seconds(seconds) * 0.95)
  }

  @Test func `rule 5: the jitter is full`() throws {
    let policy = RetryPolicy.exponential(base: .seconds(8), cap: .seconds(8))

    let delays = (0..<4000).compactMap { _ in policy.delay(afterAttempt: 1, using: random) }

    let perQuarter = Dictionary(grouping: delays) { Int($0 / .seconds(2)) }.mapValues(\.count)
    #expect((0..<4).allSatisfy { (850...1150).contains(perQuarter[$0] ?? 0) })
  }

  @Test func `the same seed gives the same delays`() {
    let policy = RetryPolicy.exponential()

    let first = policy.delay(afterAttempt: 4, using: .seeded(1))

    #expect(first == policy.delay(afterAttempt: 4, using: .seeded(1)))
    #expect(first != policy.delay(afterAttempt: 4, using: .seeded(2)))
  }

  @Test(arguments: [
    (RetryPolicy.exponential(), 5), (.constant(.seconds(1)), 5), (.immediate(), 5), (.never, 1),
    (.exponential(maxAttempts: 3), 3), (.immediate(maxAttempts: 0), 1),
    (.constant(.seconds(1), maxAttempts: .min), 1),
  ])
  func `the last attempt has no delay`(policy: RetryPolicy, attempts: Int) {
    #expect(policy.maxAttempts == attempts)
    #expect(policy.delay(afterAttempt: attempts, using: random) == nil)
    #expect(policy.delay(afterAttempt: attempts + 1, using: random) == nil)
    #expect((policy.delay(afterAttempt: attempts - 1, using: random) == nil) == (attempts == 1))
  }

  @Test(arguments: [
    (Duration.seconds(5), Duration.seconds(5)), (.zero, .zero), (.seconds(-1), .zero),
    (.microseconds(1), .milliseconds(1)), (.seconds(Int64.max), .seconds(43_200)),
    (.seconds(Int64.min), .zero),
  ])
  func `a constant delay stays within what SQS can hide`(asked: Duration, given: Duration) {
    #expect(RetryPolicy.constant(asked).delay(afterAttempt: 1, using: random) == given)
  }

  @Test(arguments: [
    (Duration.seconds(-5), Duration.seconds(10), Duration.zero),
    (.seconds(10), .seconds(-1), .zero),
    (.seconds(Int64.max), .seconds(Int64.max), .seconds(43_200)),
  ])
  func `odd bounds of an exponential are brought into range`(
    base: Duration, cap: Duration, bound: Duration
  ) throws {
    let policy = RetryPolicy.exponential(maxAttempts: .max, base: base, cap: cap)

    let longest = try #require(longestDelay(policy, afterAttempt: 40))

    #expect(longest <= bound)
  }

  @Test func `no delay is immediate`() {
    #expect(RetryPolicy.immediate().delay(afterAttempt: 1, using: random) == .zero)
  }
}
