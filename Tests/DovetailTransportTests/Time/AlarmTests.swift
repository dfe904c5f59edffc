import DovetailTransport
import Testing

@Suite("Alarms")
struct AlarmTests {
  private let clock = ManualClock()
  private let rings = Recorder<Int>()

  private func set(_ alarm: Alarm, in seconds: Int, _ name: Int) {
    alarm.set(for: clock.now.advanced(by: .seconds(seconds))) { [rings] in rings.add(name) }
  }

  @Test func `it rings once, at the earliest instant it was set for`() {
    let alarm = Alarm(on: clock)
    set(alarm, in: 5, 1)
    set(alarm, in: 3, 2)
    set(alarm, in: 4, 3)

    clock.advance(by: .seconds(10))

    #expect(rings.all == [2])
  }

  @Test func `what is due at once leaves it ready to be set again`() {
    let alarm = Alarm(on: clock)
    set(alarm, in: 0, 1)
    clock.advance(by: .seconds(1))
    set(alarm, in: -5, 2)
    set(alarm, in: 5, 3)

    clock.advance(by: .seconds(10))

    #expect(rings.all == [1, 2, 3])
  }

  @Test func `one that is withdrawn does not ring, and can be set again`() {
    let alarm = Alarm(on: clock)
    set(alarm, in: 1, 1)
    alarm.cancel()
    set(alarm, in: 2, 2)

    clock.advance(by: .seconds(10))

    #expect(rings.all == [2])
  }
}
