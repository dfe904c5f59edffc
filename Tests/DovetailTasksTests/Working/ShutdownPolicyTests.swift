import Testing

@testable import DovetailTasks

@Suite("Shutdown policies")
struct ShutdownPolicyTests {
  @Test func `either policy, or both, or none`() {
    var activity = WorkerActivity()
    activity.finishedRuns = 5
    activity.idleTime = .seconds(10)
    let idle = ShutdownPolicy.idle(for: .seconds(30))
    let runs = ShutdownPolicy.finished(runs: 5)

    #expect(idle.answer(activity) == .goOn(askAgainAfter: .seconds(20)))
    #expect(runs.answer(activity) == .end)
    #expect(idle.or(runs).answer(activity) == .end)
    #expect(runs.and(idle).answer(activity) == .goOn(askAgainAfter: .seconds(20)))
    #expect(
      idle.and(.idle(for: .seconds(15))).answer(activity) == .goOn(askAgainAfter: .seconds(5)))
    #expect(runs.and(runs).answer(activity) == .end)
    #expect(ShutdownPolicy.never.answer(activity) == .goOn())
    #expect(ShutdownPolicy.never.or(runs).answer(activity) == .end)
  }

  @Test func `what is held is not idle`() {
    var activity = WorkerActivity()
    activity.heldMessages = 1

    #expect(ShutdownPolicy.idle(for: .zero).answer(activity) == .goOn())
  }
}
