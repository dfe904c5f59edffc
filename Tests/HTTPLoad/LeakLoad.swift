import DovetailAWS
import DovetailWire
import ScriptedServer

/// Calls of all kinds with all kinds of ends, after which nothing may be left: what a leak check runs.
struct LeakLoad {
  private let client: HTTPClient
  private let origin: HTTPOrigin

  static func run(calls: Int) async throws {
    let identity = try ServerIdentity()
    let plain = try ScriptedServer { steps(for: $0) }
    let safe = try ScriptedServer(identity) { steps(for: $0) }
    for server in [plain, safe] {
      let trust = HTTPTrust.file(identity.certificatePath)
      let client = try HTTPClient(HTTPClientConfiguration(trust: trust))
      let load = LeakLoad(client: client, origin: server.origin)
      let answers = await load.make(calls / 2)
      await client.shutdown()
      print("\(server.origin.scheme): \(calls / 2) calls, \(answers) answers")
      // One that is only let go must end as well.
      try await LeakLoad(client: HTTPClient(), origin: plain.origin).callWhole(0)
    }
    for server in [plain, safe] {
      await server.waitForClosed(atLeast: server.connections)
      server.stop()
    }
  }

  /// By the number in the target: most are answered, one in ten is not.
  private static func steps(for request: ServedRequest) -> [ServerStep] {
    let number = Int(request.target.dropFirst()) ?? 0
    switch number % 20 {
    case 3: return [.answer(HTTPResponse(200, body: [UInt8](repeating: 1, count: 1 << 17)))]
    case 5: return [.reset]
    case 6: return [.text("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"), .close]
    case 7: return [.park]
    case 8: return [.ok("abc"), .close]
    case 9: return [.answer(HTTPResponse(503, headers: ["X-Amz-Retry-After": "5"]))]
    default: return [.ok("abc")]
    }
  }

  /// Returns how many were answered.
  private func make(_ calls: Int) async -> Int {
    await withTaskGroup(of: Int.self) { group in
      let callers = 8
      for caller in 0..<callers {
        group.addTask {
          var answers = 0
          for number in stride(from: caller, to: calls, by: callers) {
            // What has no answer, by the script or the cancellation, is not counted.
            if (try? await call(number)) != nil { answers += 1 }
          }
          return answers
        }
      }
      return await group.reduce(0, +)
    }
  }

  /// Parked calls are ended by their time, or by the cancellation of their task.
  private func call(_ number: Int) async throws {
    guard number % 40 == 27 else { return try await callWhole(number) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await callWhole(number) }
      await Task.yield()
      group.cancelAll()
      try await group.waitForAll()
    }
  }

  private func callWhole(_ number: Int) async throws {
    let method = ["POST", "PUT", "GET", "HEAD"][number % 4]
    let size = number % 20 == 1 ? 1 << 17 : method == "GET" || method == "HEAD" ? 0 : 64
    let request = HTTPRequest(
      method, HTTPTarget("/\(number)"), headers: ["Host": origin.hostHeader],
      body: [UInt8](repeating: 0x78, count: size))
    let options = HTTPCallOptions(timeout: number % 20 == 7 ? .milliseconds(5) : .seconds(10))
    _ = try await client.answer(to: request, at: origin, options)
  }
}
