package import Foundation
import Synchronization

/// A program run as a process of its own, whose output is read while it works.
///
/// By `posix_spawn` and `waitpid` themselves: where several are started at once, Foundation's
/// `Process` on Linux now and then misses the end of one.
package struct ChildProcess: Sendable {
  /// How a process ended.
  package enum Ending: Equatable, Sendable {
    case exited(Int32)
    case killed(signal: Int32)
  }

  /// The lines that it writes to stdout, as they come; to be read once.
  package let outputLines: Lines
  /// The lines that it writes to stderr, as they come; to be read once.
  package let errorLines: Lines

  package let id: pid_t
  let ending: AsyncStream<Ending>

  /// Starts this very program, with other arguments.
  package static func startSelf(_ arguments: [String]) throws -> ChildProcess {
    guard let executable = Bundle.main.executableURL else { throw CocoaError(.fileNoSuchFile) }
    return try start(executable, arguments)
  }

  /// Starts a program that was built beside this one, or beside the tests.
  package static func startSibling(_ name: String, _ arguments: [String]) throws -> ChildProcess {
    try start(sibling(name), arguments)
  }

  /// The program of that name that was built beside this one, or beside the tests.
  package static func sibling(_ name: String) throws -> URL {
    guard let executable = Bundle.main.executableURL else { throw CocoaError(.fileNoSuchFile) }
    return executable.deletingLastPathComponent().appendingPathComponent(name)
  }

  /// Starts the program at `executable`.
  package static func start(_ executable: URL, _ arguments: [String]) throws -> ChildProcess {
    try starts.withLock { _ in
      let (output, errors) = (try OutputPipe(), try OutputPipe())
      let id = try Spawn.spawn(executable.path, arguments, output: output, errors: errors)
      return ChildProcess(
        outputLines: Lines(chunks: output.chunks()), errorLines: Lines(chunks: errors.chunks()),
        id: id, ending: endings(of: id))
    }
  }

  /// One start at a time: a child that is started between the making of a pipe and its marking would
  /// inherit it.
  private static let starts = Mutex(())

  /// Ends the process at once, as a crash would: it gets no chance to tidy up.
  package func kill() {
    _ = Foundation.kill(id, SIGKILL)  // It may have ended by itself; `wait` tells.
  }

  /// Waits for the process to end; returns how, and what it wrote to stdout and was not read yet.
  ///
  /// Called once. Cancelled, it kills the process.
  package func wait() async throws -> (ending: Ending, output: String) {
    try await withTaskCancellationHandler {
      var output = ""
      for await line in outputLines { output += line + "\n" }
      for await ending in ending { return (ending, output) }
      throw CancellationError()
    } onCancel: {
      kill()
    }
  }

  /// Yields how the process ended; a thread waits for it.
  private static func endings(of id: pid_t) -> AsyncStream<Ending> {
    let (endings, continuation) = AsyncStream.makeStream(of: Ending.self)
    Thread.detachNewThread {
      var status: Int32 = 0
      while waitpid(id, &status, 0) == -1, errno == EINTR {}
      // The macros of sys/wait.h: the low seven bits are the signal, the byte above is the code.
      let signal = status & 0x7F
      continuation.yield(signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: signal))
      continuation.finish()
    }
    return endings
  }
}
