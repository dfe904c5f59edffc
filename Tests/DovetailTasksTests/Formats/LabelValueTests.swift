import DovetailTasks
import Testing

@Suite("Labels")
struct LabelValueTests {
  @Test(arguments: [
    (5 as LabelValue, 5), (2.0, 2), ("7", 7), (.any("-1"), -1), (1.5, nil), ("x", nil),
    (true, nil), (.bytes([1]), nil), (.double(1e300), nil), (.double(.nan), nil),
  ])
  func `a whole number is found in any spelling`(label: LabelValue, expected: Int?) {
    #expect(label.intValue == expected)
  }

  @Test(arguments: [
    (5 as LabelValue, 5), (1.5, 1.5), ("1.5", 1.5), (.any("1e3"), 1000), ("inf", nil),
    (.double(.infinity), nil), (false, nil), (.bytes([]), nil),
  ])
  func `a finite number is found in any spelling`(label: LabelValue, expected: Double?) {
    #expect(label.doubleValue == expected)
  }

  @Test(arguments: [
    (true as LabelValue, true), ("True", true), ("false", false), (.any("TRUE"), true),
    ("yes", nil), (1, nil),
  ])
  func `a truth value is found in any spelling`(label: LabelValue, expected: Bool?) {
    #expect(label.boolValue == expected)
  }

  @Test func `texts and bytes are only themselves`() {
    #expect(("a" as LabelValue).stringValue == "a")
    #expect(LabelValue.any("None").stringValue == "None")
    #expect((5 as LabelValue).stringValue == nil)
    #expect(LabelValue.bytes([1]).bytesValue == [1])
    #expect(("AQ==" as LabelValue).bytesValue == nil)
  }
}
