import Foundation

/// A program run as a process of its own, whose output is read while it works.
struct ChildProcess: Sendable {
  /// How a process ended.
  enum Ending: Equatable {
    case exited(Int32)
    case killed(signal: Int32)
  }

  /// The lines that it writes to stderr, as they come; to be read once.
  let errorLines: Lines

  let id: pid_t
  private let output: AsyncStream<Data>
  private let ending: AsyncStream<Ending>

  /// Starts this very program, with other arguments.
  static func startSelf(_ arguments: [String]) throws -> ChildProcess {
    guard let executable = Bundle.main.executableURL else { throw CocoaError(.fileNoSuchFile) }
    return try start(executable, arguments)
  }

  /// Starts the program at `executable`.
  static func start(_ executable: URL, _ arguments: [String]) throws -> ChildProcess {
    let (output, errors) = (Pipe(), Pipe())
    let (ending, end) = AsyncStream.makeStream(of: Ending.self)
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    process.terminationHandler = { process in
      let status = process.terminationStatus
      end.yield(process.terminationReason == .exit ? .exited(status) : .killed(signal: status))
      end.finish()
    }
    // Read from the start, whoever listens when: a full pipe would stop the process.
    let (outputChunks, errorChunks) = (output.chunks, errors.chunks)
    try process.run()
    return ChildProcess(
      errorLines: Lines(chunks: errorChunks), id: process.processIdentifier, output: outputChunks,
      ending: ending)
  }

  /// Ends the process at once, as a crash would: it gets no chance to tidy up.
  func kill() {
    _ = Foundation.kill(id, SIGKILL)  // It may have ended by itself; `wait` tells.
  }

  /// Waits for the process to end; returns how, and what it wrote to stdout.
  ///
  /// Called once. Cancelled, it kills the process, and throws `CancellationError`.
  func wait() async throws -> (ending: Ending, output: String) {
    try await withTaskCancellationHandler {
      var bytes = Data()
      for await chunk in output { bytes += chunk }
      for await ending in ending { return (ending, String(decoding: bytes, as: UTF8.self)) }
      throw CancellationError()
    } onCancel: {
      kill()
    }
  }
}
