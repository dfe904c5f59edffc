import Foundation

/// Another emulator of AWS, written in Python, in an environment of its own beside this program.
struct MiniStack {
  static let version = "1.5.33"

  private let program: URL

  /// Installs it unless it is there.
  static func install() throws -> MiniStack {
    guard let own = Bundle.main.executableURL?.resolvingSymlinksInPath() else {
      throw BenchmarkError(what: "this program does not know where it is")
    }
    let folder = own.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("ministack-\(version)", isDirectory: true)
    let program = folder.appendingPathComponent("bin/ministack")
    if !FileManager.default.isExecutableFile(atPath: program.path) {
      try run("/usr/bin/env", "python3", "-m", "venv", folder.path)
      try run(
        folder.appendingPathComponent("bin/pip").path, "install", "--quiet",
        "--disable-pip-version-check", "ministack==\(version)")
    }
    return MiniStack(program: program)
  }

  /// Starts it, and returns when it takes connections.
  func start() throws -> ServedProcess {
    try ServedProcess(
      program, environment: ["BIND_HOST": "127.0.0.1", "LOG_LEVEL": "ERROR"],
      portVariable: "GATEWAY_PORT")
  }

  private static func run(_ program: String, _ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw BenchmarkError(
        what: "MiniStack could not be installed: \(program) "
          + "\(arguments.joined(separator: " ")) ended with \(process.terminationStatus)")
    }
  }
}
