import Foundation

/// The executable `send-storm` at work on a file.
final class ChildProcess {
  private let process = Process()
  private let output = Pipe()
  private var unread = Data()

  /// Starts it; `mode` is `storm` or `starve`.
  convenience init(_ mode: String, on path: String) throws {
    try self.init(Self.sendStorm, [mode, path])
  }

  /// Starts it where the folder is a disk of 600 kB that only it sees, a part of it taken up.
  convenience init(crammingIn folder: String) throws {
    let script = """
      mount -t tmpfs -o size=600k tmpfs "$1" &&
      head -c 100000 /dev/zero > "$1/full.db.ballast" &&
      exec "$2" cram "$1/full.db"
      """
    let shell = ["sh", "-c", script, "sh", folder, Self.sendStorm]
    try self.init(Self.unshare, Self.ownMounts + shell)
  }

  /// Whether the system lets us have disks of our own.
  static func canMount() -> Bool {
    let trial = try? ChildProcess(unshare, ownMounts + ["mount", "-t", "tmpfs", "tmpfs", "/tmp"])
    return trial?.succeeded() ?? false  // Where there is no such program, there are no such disks.
  }

  private init(_ executable: String, _ arguments: [String]) throws {
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.standardOutput = output
    try process.run()
  }

  private static let unshare = "/usr/bin/unshare"
  private static let ownMounts = ["--user", "--map-root-user", "--mount"]
  private static var sendStorm: String { products.appendingPathComponent("send-storm").path }

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

  /// Waits for its end, and returns whether it ended well.
  func succeeded() -> Bool {
    process.waitUntilExit()
    return process.terminationStatus == 0
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
