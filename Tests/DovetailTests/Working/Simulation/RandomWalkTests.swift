import Dovetail
import Testing

@Suite("Worker: random walks over faults", .timeLimit(.minutes(5)))
struct RandomWalkTests {
  @Test(arguments: UInt64(1)...8)
  func `no task is lost, each ends as it should, and groups keep their order`(
    seed: UInt64
  ) async throws {
    var walk = try await RandomWalk(seed: seed)

    try await walk.walk(steps: 150)

    #expect(try await walk.remains() == 0)
    #expect(try await walk.losses() == [])
    #expect(walk.log.disorder.filter { !$0.hasPrefix("none") } == [])
  }
}
