import DovetailTransport
import Testing

@Suite struct DurationWholeTests {
  @Test(
    arguments: [
      (.zero, 0), (.milliseconds(1), 1), (.nanoseconds(1), 1), (.microseconds(1001), 2),
      (.seconds(3), 3000), (.milliseconds(-1), -1), (.nanoseconds(-1), 0),
      (.microseconds(-1001), -1), (.seconds(-3), -3000),
    ] as [(Duration, Int64)])
  func `rounds up to whole milliseconds`(duration: Duration, milliseconds: Int64) {
    #expect(duration.wholeMilliseconds == milliseconds)
  }

  @Test(
    arguments: [
      (.zero, 0), (.seconds(1), 1), (.nanoseconds(1), 1), (.milliseconds(1001), 2),
      (.seconds(-1), -1), (.nanoseconds(-1), 0), (.milliseconds(-1001), -1),
    ] as [(Duration, Int64)])
  func `rounds up to whole seconds`(duration: Duration, seconds: Int64) {
    #expect(duration.wholeSeconds == seconds)
  }

  @Test(arguments: [
    Duration(secondsComponent: .max, attosecondsComponent: 1), .seconds(1e19), .seconds(1.7e20),
  ])
  func `saturates at the greatest number`(duration: Duration) {
    #expect(duration.wholeMilliseconds == .max)
    #expect(duration.wholeSeconds == .max)
  }

  @Test(arguments: [Duration.seconds(-1e19), .seconds(-1.7e20)])
  func `saturates at the least number`(duration: Duration) {
    #expect(duration.wholeMilliseconds == .min)
    #expect(duration.wholeSeconds == .min)
  }

  @Test(
    arguments: [
      (.zero, 0), (.milliseconds(1500), 1.5), (.milliseconds(-250), -0.25), (.seconds(1e19), 1e19),
      (.nanoseconds(-1), -1e-9), (.seconds(20.5), 20.5), (.seconds(-86_400), -86_400),
    ] as [(Duration, Double)])
  func `tells itself in seconds`(duration: Duration, seconds: Double) {
    #expect(duration.inSeconds == seconds)
  }

  @Test(
    arguments: [
      (0, .zero), (1.5, .milliseconds(1500)), (-0.25, .milliseconds(-250)),
      (0.000_000_4, .zero), (0.000_000_6, .microseconds(1)),
      (3_155_759_999, .seconds(3_155_759_999)),
    ] as [(Double, Duration)])
  func `is made of seconds, rounded to a microsecond`(seconds: Double, duration: Duration) {
    #expect(Duration(exactly: seconds) == duration)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 3_155_760_000, -3_155_760_000, 1e300])
  func `is not made of seconds beyond a hundred years`(seconds: Double) {
    #expect(Duration(exactly: seconds) == nil)
  }
}
