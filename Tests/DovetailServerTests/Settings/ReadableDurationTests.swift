import DovetailServer
import Testing

@Suite struct ReadableDurationTests {
  @Test(arguments: [
    ("30", Duration.seconds(30)), ("0.5", .milliseconds(500)), ("500ms", .milliseconds(500)),
    ("30s", .seconds(30)), ("5m", .seconds(300)), ("5min", .seconds(300)),
    ("12h", .seconds(43_200)),
    ("4d", .seconds(345_600)), ("2w", .seconds(1_209_600)), ("1h30m", .seconds(5400)),
  ])
  func `a duration is read as people write it`(text: String, duration: Duration) {
    #expect(Duration(readable: text) == duration)
  }

  @Test(arguments: [
    "", "s", "-1", "5 m", "5x", "m5", "5m3", "nan", "1e99", "999999999d", "٣s", ".",
  ])
  func `another text is none`(text: String) {
    #expect(Duration(readable: text) == nil)
  }
}
