import ChildProcesses
import DovetailWire
import Foundation
import ScriptedServer

/// A server in a process of its own, whose work is not counted as the client's.
///
/// `/poll` is never answered, `/polls` with how many polls there were, all else with 256 bytes.
struct LoadServer {
  let origin: HTTPOrigin
  private let process: ChildProcess

  /// The other process's main function: serves until the one that started it is gone.
  static func run() throws {
    let polls = LoadCounter()
    let server = try ScriptedServer { request in
      switch request.target {
      case "/poll":
        polls.count()
        return [.park]
      case "/polls": return [.ok("\(polls.value)")]
      default: return [.ok(String(repeating: "x", count: 256))]
      }
    }
    print(server.origin.port)
    fflush(nil)
    let parent = getppid()
    while getppid() == parent { sleep(1) }
  }

  /// Starts this very program as a server.
  static func start() async throws -> LoadServer {
    let process = try ChildProcess.startSelf(["serve"])
    for await line in process.outputLines {
      guard let port = Int(line) else { break }
      return LoadServer(origin: HTTPOrigin(.http, "127.0.0.1", port: port), process: process)
    }
    throw CocoaError(.executableLoad)
  }

  func stop() {
    process.kill()
  }
}
