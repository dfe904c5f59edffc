import ChildProcesses

/// The job with the queue in a file, by a process that is killed half-way and one that resumes.
struct KilledRun {
  var workspace: String
  var options: RunOptions

  /// Returns what the process that resumed printed.
  ///
  /// Cancelled, it kills what it started.
  func run() async throws -> String {
    let first = try start()
    await watch(first, "first process") { $0.done * 2 >= $0.total }
    first.kill()
    guard case (.killed, _) = try await first.wait() else { throw NotKilled() }
    Terminal.writeLine("The first process was killed; a second one resumes.")

    let second = try start()
    await watch(second, "second process")
    let (ending, output) = try await second.wait()
    guard ending == .exited(0) else { throw Failed(ending: ending) }
    // The line feed that `print` adds.
    return String(output.dropLast())
  }

  private func start() throws -> ChildProcess {
    try ChildProcess.startSelf(
      ["work", "--queue", "sqlite:\(workspace)/documents.db", "--workspace", workspace]
        + options.commandLine)
  }

  /// Shows the process's progress as our own, and passes on what else it says.
  private func watch(
    _ process: ChildProcess, _ label: String,
    until isEnough: (ProgressLine) -> Bool = { _ in false }
  ) async {
    var meter = ProgressMeter(label)
    for await text in process.errorLines {
      guard let line = ProgressLine(text) else {
        Terminal.writeLine(text)
        continue
      }
      meter.show(line)
      if isEnough(line) { break }
    }
    meter.end()
  }
}

/// The process ended before it was killed, so there was nothing to resume.
struct NotKilled: Error, CustomStringConvertible {
  var description: String {
    "The first process ended before it could be killed half-way. Give the tasks more to do with "
      + "--pace, for example --pace 20."
  }
}

/// The process that resumed did not do its job.
struct Failed: Error, CustomStringConvertible {
  var ending: ChildProcess.Ending

  var description: String { "The second process failed: \(ending)." }
}
