import Foundation

/// A server in a process of its own, and what it costs.
final class ServedProcess {
  let port: UInt16
  private let process = Process()
  private var isOwn: Bool { process.executableURL == Bundle.main.executableURL }
  private let input = Pipe()

  /// Starts this program again; `path` nil: in memory.
  init(path: String?) throws {
    let output = Pipe()
    process.executableURL = Bundle.main.executableURL
    process.arguments = ["served-double"] + (path.map { ["--path", $0] } ?? [])
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let port = UInt16(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw BenchmarkError(what: "the server did not start: \(line)")
    }
    self.port = port
  }

  /// Starts a server of others', which is told a free port, and returns when it takes connections.
  init(_ program: URL, environment: [String: String], portVariable: String) throws {
    port = try WireConnection.freePort()
    process.executableURL = program
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
      .merging([portVariable: "\(port)"]) { $1 }
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let deadline = Date(timeIntervalSinceNow: 60)
    while (try? WireConnection(port: port)) == nil {
      guard process.isRunning, Date() < deadline else {
        process.terminate()
        throw BenchmarkError(what: "\(program.path) does not take connections")
      }
      Thread.sleep(forTimeInterval: 0.1)
    }
  }

  func stop() {
    // Closed already when the process is gone.
    try? input.fileHandleForWriting.close()
    // Others' servers go on without their input, and MiniStack after a request to end, too.
    if !isOwn { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }

  /// Processor time so far, user and system, of all threads, those that have ended too.
  ///
  /// Source: clock_getcpuclockid(3).
  var cpuSeconds: Double {
    var clock = clockid_t()
    var time = timespec()
    guard clock_getcpuclockid(process.processIdentifier, &clock) == 0,
      clock_gettime(clock, &time) == 0
    else { return .nan }
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// What is in memory, in MiB: the process's own, without pages of files.
  ///
  /// Source: proc_pid_status(5), VmRSS.
  var residentMiB: Double { status("VmRSS:").map { $0 / 1024 } ?? .nan }

  /// How often each of its threads has given up a processor by itself: wake-ups, when it is at rest.
  var switches: [String: Double] {
    let tasks = "/proc/\(process.processIdentifier)/task"
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []
    return Dictionary(
      uniqueKeysWithValues: threads.map {
        ($0, Self.field("voluntary_ctxt_switches:", of: "\(tasks)/\($0)/status") ?? 0)
      })
  }

  private func status(_ name: String) -> Double? {
    Self.field(name, of: "/proc/\(process.processIdentifier)/status")
  }

  private static func field(_ name: String, of path: String) -> Double? {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name) })
    else { return nil }  // The thread has ended.
    return line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }
  }
}
