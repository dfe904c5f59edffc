import DovetailSQLite
import DovetailTransport
import Foundation

/// Lets the system refuse to make the files longer, as a failing disk would refuse to be written.
///
/// Source: setrlimit(2), RLIMIT_FSIZE: a write beyond the limit gives EFBIG, which is SQLITE_IOERR.
struct Starvation {
  let double: SQLiteDouble
  let queue: QueueName
  let path: String

  /// Prints a line for each send: the id, or the code of the error.
  func run() async throws {
    signal(SIGXFSZ, SIG_IGN)
    await send("before")
    try limitFiles(to: rlim_t(size(of: path + "-wal")) + 6000)
    // Longer than the log, which may begin anew when the file is opened again.
    await send(String(repeating: "doubt", count: 50_000))
    await send(String(repeating: "doubt again", count: 50_000))
    try limitFiles(to: rlim_t.max)
    await send("after")
    await double.close()
  }

  private func send(_ body: String) async {
    do {
      print(try await double.queues.send(OutgoingMessage(body), to: queue).id)
    } catch let error as TransportError {
      print("\(error.code.rawValue): \(error)")
    } catch {
      print("\(error)")
    }
  }

  private func limitFiles(to bytes: rlim_t) throws {
    #if os(Linux)
      let resource = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
    #else
      let resource = RLIMIT_FSIZE
    #endif
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0 else { throw POSIXError(.EINVAL) }
    limit.rlim_cur = min(bytes, limit.rlim_max)
    guard setrlimit(resource, &limit) == 0 else { throw POSIXError(.EINVAL) }
  }

  private func size(of path: String) throws -> Int {
    try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
  }
}
