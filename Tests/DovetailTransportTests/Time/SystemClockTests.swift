import DovetailTransport
import Foundation
import Testing

@Suite(.timeLimit(.minutes(5))) struct SystemClockTests {
  let clock = SystemClock()

  @Test func `tells the time of the system`() {
    let before = Date().timeIntervalSince1970 * 1000
    let now = Double(clock.now.milliseconds)
    let after = Date().timeIntervalSince1970 * 1000

    #expect(now >= before.rounded(.down))
    #expect(now <= after)
  }

  @Test func `makes a call at once whose instant has passed`() async {
    await withCheckedContinuation { continuation in
      _ = clock.schedule(at: clock.now.advanced(by: .seconds(-3600))) { continuation.resume() }
    }
  }

  @Test func `makes a call when its instant has come, though its handle was dropped`() async {
    let instant = clock.now.advanced(by: .milliseconds(20))

    await withCheckedContinuation { continuation in
      _ = clock.schedule(at: instant) { continuation.resume() }
    }

    #expect(clock.now >= instant)
  }

  @Test(arguments: [Timestamp(milliseconds: .max), Timestamp(milliseconds: 9_000_000_000_000)])
  func `bears an instant that never comes`(instant: Timestamp) {
    clock.schedule(at: instant) {}.cancel()
  }

  @Test func `bears an instant before all time`() async {
    await withCheckedContinuation { continuation in
      _ = clock.schedule(at: Timestamp(milliseconds: .min)) { continuation.resume() }
    }
  }

  @Test func `does not make a call that was withdrawn`() async {
    let made = Recorder<String>()
    let instant = clock.now.advanced(by: .milliseconds(20))
    let withdrawn = clock.schedule(at: instant) { made.add("withdrawn") }
    withdrawn.cancel()
    withdrawn.cancel()

    await withCheckedContinuation { continuation in
      _ = clock.schedule(at: instant.advanced(by: .milliseconds(10))) {
        made.add("kept")
        continuation.resume()
      }
    }

    #expect(made.all == ["kept"])
  }

  @Test func `a sleep ends when its time has come`() async throws {
    let deadline = clock.now.advanced(by: .milliseconds(10))

    try await clock.sleep(until: deadline)

    #expect(clock.now >= deadline)
  }

  @Test func `a cancelled sleep throws at once`() async {
    await withThrowingTaskGroup { group in
      group.addTask { [clock] in try await clock.sleep(for: .seconds(3600)) }
      group.cancelAll()

      await #expect(throws: CancellationError.self) { try await group.next() }
    }
  }
}
