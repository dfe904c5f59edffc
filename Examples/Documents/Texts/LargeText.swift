#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A text of over 5 MB: far more than a message may carry.
enum LargeText {
  static let byteCount = 5 * 1024 * 1024 + 1

  /// Repeats the text of `seed`, its heading once, until it is large; does nothing if `file` exists.
  static func grow(from seed: URL, into file: URL) throws {
    guard !FileManager.default.fileExists(atPath: file.path) else { return }
    let text = String(decoding: try Data(contentsOf: seed), as: UTF8.self)
    let headingEnd = text.firstRange(of: "\n\n")?.upperBound ?? text.startIndex
    let (heading, body) = (text[..<headingEnd], text[headingEnd...])
    let repetitions = body.isEmpty ? 0 : byteCount / body.utf8.count + 1
    let grown = heading + String(repeating: body + "\n", count: repetitions)
    // Whole or not at all: a process that is killed here leaves no half of it behind.
    try Data(grown.utf8).write(to: file, options: .atomic)
  }
}
