import Dovetail
import Foundation
import Testing

@Suite("Quick start")
struct QuickStartTests {
  @Test func `the quick start of the README prints 5`() async throws {
    let broker = try await Broker.open("memory:")
    let add = broker.task("add") { (a: Int, b: Int) in a + b }

    let job = try await add.enqueue(2, 3)
    try await Worker(broker) { add }.drain()

    #expect(try await job.value(timeout: .seconds(5)) == 5)
  }

  @Test func `the quick start of the README is the code of the test above`() throws {
    let source = URL(filePath: #filePath)
    let root = source.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    let test = try String(contentsOf: source, encoding: .utf8)
    let block = try #require(readme.components(separatedBy: "```swift\n").dropFirst().first)
    let lines = try #require(block.components(separatedBy: "```").first).split(separator: "\n")

    #expect(lines.count == 6)
    for line in lines.dropLast() { #expect(test.contains(line), "\(line)") }
    #expect(lines.last == "print(try await job.value(timeout: .seconds(5)))  // 5")
  }
}
