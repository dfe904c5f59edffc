import Foundation

/// A server in a process of its own, and what it costs.
final class ServedProcess {
  let port: UInt16
  private let process = Process()
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

  func stop() {
    // Closed already when the process is gone.
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// Processor time so far, user and system, all threads.
  ///
  /// Source: proc_pid_schedstat: nanoseconds on a processor, for each thread; proc_pid_stat has those of
  /// threads that have ended too, in hundredths of a second.
  var cpuSeconds: Double {
    let tasks = "/proc/\(process.processIdentifier)/task"
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []
    let nanoseconds = threads.compactMap { thread in
      (try? String(contentsOfFile: "\(tasks)/\(thread)/schedstat", encoding: .utf8))?
        .split(separator: " ").first.flatMap { Double($0) }
    }
    return nanoseconds.reduce(0, +) / 1e9
  }

  /// What is in memory, in MiB: the process's own, without pages of files.
  ///
  /// Source: proc_pid_status(5), VmRSS.
  var residentMiB: Double { status("VmRSS:").map { $0 / 1024 } ?? .nan }

  /// How often its threads have given up a processor by themselves: wake-ups, when it is at rest.
  var switches: Double {
    let tasks = "/proc/\(process.processIdentifier)/task"
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []
    return threads.compactMap {
      Self.field("voluntary_ctxt_switches:", of: "\(tasks)/\($0)/status")
    }
    .reduce(0, +)
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
