import DovetailTransport
import Testing

@testable import DovetailTasks

@Suite("The length of hops")
struct DelayHopsTests {
  private let now = Timestamp(milliseconds: 1_800_000_000_000)

  @Test(arguments: [
    (1, 1), (999, 1), (1000, 1), (1001, 2), (899_001, 900), (900_000, 900), (900_001, 900),
    (-5000, 1),
  ])
  func `a hop is of whole seconds, rounded up, and never over 900 s`(
    left: Int64, seconds: Int
  ) {
    let due = now.advanced(by: .milliseconds(left))

    let hop = DelayHops.hop(until: due, from: now, retention: .seconds(345_600))

    #expect(hop == .seconds(seconds))
  }

  @Test func `a hop is at most half of the retention`() {
    let due = now.advanced(by: .seconds(5000))

    #expect(DelayHops.hop(until: due, from: now, retention: .seconds(60)) == .seconds(30))
    #expect(DelayHops.hop(until: due, from: now, retention: .seconds(61)) == .seconds(31))
  }
}
