import DovetailTransport
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(5))) struct ManualClockTests {
  let clock = ManualClock(start: Timestamp(milliseconds: 0))
  let calls = Recorder<String>()

  @Test func `stands still until it is moved`() {
    #expect(clock.now == Timestamp(milliseconds: 0))

    clock.advance(by: .milliseconds(1500))

    #expect(clock.now == Timestamp(milliseconds: 1500))
  }

  @Test func `does not move back`() {
    clock.advance(by: .seconds(10))

    clock.advance(to: Timestamp(milliseconds: 5000))

    #expect(clock.now == Timestamp(milliseconds: 10_000))
  }

  @Test func `makes calls in the order of their instants`() {
    for seconds in [3, 1, 2] { call("\(seconds)", after: .seconds(seconds)) }

    clock.advance(by: .seconds(3))

    #expect(calls.all == ["1", "2", "3"])
  }

  @Test func `makes calls of one instant in the order in which they were scheduled`() {
    for name in ["a", "b", "c"] { call(name, after: .seconds(1)) }

    clock.advance(by: .seconds(1))

    #expect(calls.all == ["a", "b", "c"])
  }

  @Test func `makes no call before its instant`() {
    call("a", after: .seconds(1))

    clock.advance(by: .milliseconds(999))
    #expect(calls.all.isEmpty)

    clock.advance(by: .milliseconds(1))
    #expect(calls.all == ["a"])
  }

  @Test func `stands at the instant of each call that it makes`() {
    let instants = Recorder<Timestamp>()
    for seconds in [1, 2] {
      _ = clock.schedule(at: clock.now.advanced(by: .seconds(seconds))) { [clock] in
        instants.add(clock.now)
      }
    }

    clock.advance(by: .seconds(10))

    #expect(instants.all.map(\.milliseconds) == [1000, 2000])
    #expect(clock.now.milliseconds == 10_000)
  }

  @Test func `makes a call at once whose instant has come`() {
    call("now", after: .zero)
    call("before", after: .seconds(-1))

    #expect(calls.all == ["now", "before"])
    #expect(clock.pendingCalls.isEmpty)
  }

  @Test func `makes a call that another call schedules on the way`() {
    _ = clock.schedule(at: Timestamp(milliseconds: 1000)) { [clock, calls] in
      _ = clock.schedule(at: Timestamp(milliseconds: 2000)) { calls.add("second") }
      _ = clock.schedule(at: Timestamp(milliseconds: 4000)) { calls.add("fourth") }
    }

    clock.advance(by: .seconds(3))

    #expect(calls.all == ["second"])
    #expect(clock.pendingCalls == [Timestamp(milliseconds: 4000)])
  }

  @Test func `does not make a call that was withdrawn`() {
    let withdrawn = call("withdrawn", after: .seconds(1))
    call("kept", after: .seconds(1))

    withdrawn.cancel()
    withdrawn.cancel()
    clock.advance(by: .seconds(1))

    #expect(calls.all == ["kept"])
  }

  @Test func `bears the withdrawal of a call that was made`() {
    let made = call("made", after: .seconds(1))
    clock.advance(by: .seconds(1))
    call("later", after: .seconds(1))

    made.cancel()

    #expect(clock.pendingCalls.count == 1)
  }

  @Test func `tells the instants of its calls, earliest first`() {
    for seconds in [3, 1, 2] { call("\(seconds)", after: .seconds(seconds)) }

    #expect(clock.pendingCalls.map(\.milliseconds) == [1000, 2000, 3000])
  }

  @Test func `waits until as many calls are scheduled as are asked for`() async {
    async let waited: Void = clock.waitForCalls(atLeast: 2)
    call("a", after: .seconds(1))
    call("b", after: .seconds(2))

    await waited

    #expect(clock.pendingCalls.count == 2)
  }

  @Test func `does not wait for calls that are scheduled already`() async {
    call("a", after: .seconds(1))

    await clock.waitForCalls(atLeast: 1)
    await clock.waitForCalls(atLeast: 0)
  }

  @Test func `waits until a call is scheduled early enough`() async {
    call("late", after: .seconds(9))
    async let waited: Void = clock.waitForCall(by: Timestamp(milliseconds: 2000))
    call("early", after: .seconds(2))

    await waited

    #expect(clock.pendingCalls.first == Timestamp(milliseconds: 2000))
  }

  @discardableResult
  private func call(_ name: String, after duration: Duration) -> ScheduledCall {
    clock.schedule(at: clock.now.advanced(by: duration)) { [calls] in calls.add(name) }
  }
}
