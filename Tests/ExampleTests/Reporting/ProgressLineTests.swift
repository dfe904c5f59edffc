import Testing

@testable import documents

@Suite("Progress line")
struct ProgressLineTests {
  @Test func `a line that was written is read again`() {
    let line = ProgressLine(done: 12, total: 448)

    #expect(ProgressLine(line.description) == line)
  }

  @Test(arguments: [
    "", "12 of results", "a of 448 results", "12 of 448 lines", "12 of 448 results.",
  ])
  func `another line is none`(text: String) {
    #expect(ProgressLine(text) == nil)
  }
}
