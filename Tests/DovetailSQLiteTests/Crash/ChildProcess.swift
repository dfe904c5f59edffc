import Foundation

/// The executable `send-storm` at work on a file.
final class ChildProcess {
  private let process = Process()
  private let output = Pipe()
  private var unread = Data()

  /// Starts it; `mode` is `storm` or `starve`.
  init(_ mode: String, on path: String) throws {
    process.executableURL = Self.products.appendingPathComponent("send-storm")
    process.arguments = [mode, path]
    process.standardOutput = output
    try process.run()
  }

  /// The folder into which the package was built: the tests run from there.
  private static var products: URL {
    #if os(Linux)
      URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    #else
      Bundle(for: ChildProcess.self).bundleURL.deletingLastPathComponent()
    #endif
  }

  /// Ends it at once, as a crash or an impatient person would.
  func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
  }

  /// The next line it has written; nil when it has ended and all was read.
  func nextLine() -> String? {
    while true {
      if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
        defer { unread = unread[(end + 1)...] }
        return String(decoding: unread[..<end], as: UTF8.self)
      }
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { return nil }
      unread += data
    }
  }

  /// All lines it has not been asked for yet, to its end.
  func remainingLines() -> [String] {
    var lines: [String] = []
    while let line = nextLine() { lines.append(line) }
    process.waitUntilExit()
    return lines
  }
}
