import Foundation
import Testing

@Suite("Guide: the document")
struct DocumentationTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()

  /// The Swift in docs/testing.md, block by block.
  static let blocks: [String] = {
    let root = folder.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let path = root.appending(path: "docs/testing.md")
    let text = (try? String(contentsOf: path, encoding: .utf8)) ?? ""
    return text.components(separatedBy: "```swift\n").dropFirst()
      .compactMap { $0.components(separatedBy: "\n```").first }
      // A manifest is no code of a test.
      .filter { !$0.contains(".testTarget(") }
  }()

  /// The sources of the examples, which are compiled and run as tests.
  private static let sources: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.sorted().filter { $0.hasSuffix(".swift") }.compactMap { file in
      try? String(contentsOf: folder.appending(path: file), encoding: .utf8)
    }
  }()

  @Test(arguments: blocks)
  func `each block of Swift stands in a file that is compiled and run`(block: String) {
    #expect(Self.sources.contains { $0.contains("\n" + block + "\n") }, "\(block)")
  }

  @Test func `there are as many blocks as the guide has examples`() {
    #expect(Self.blocks.count == 19)
  }
}
