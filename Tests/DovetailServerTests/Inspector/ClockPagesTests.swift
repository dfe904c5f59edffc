import DovetailSQLite
import DovetailServer
import DovetailTransport
import Foundation
import Testing

@Suite struct ClockPagesTests {
  @Test func `an advance is answered when what was due has happened`() async throws {
    try await InspectedServer.with { server in
      let account = try await server.account
      let queue = try QueueName("orders")
      try await account.administration.createQueue(queue)
      _ = try await account.plainQueues.send(OutgoingMessage("m", delay: .seconds(60)), to: queue)
      let start = server.clock.now

      let answer = try await server.json("POST", "clock/advance", #"{"by": "1m"}"#)

      #expect(answer["now"]?.string == start.advanced(by: .seconds(60)).description)
      let received = try await account.plainQueues.receive(from: queue, ReceiveOptions())
      #expect(received.map(\.body) == ["m"])
    }
  }

  @Test func `time is set forwards only`() async throws {
    try await InspectedServer.with { server in
      let set = try await server.json("POST", "clock/set", #"{"now": "2030-01-01T00:00:00Z"}"#)
      #expect(set["now"]?.string == "2030-01-01T00:00:00.000Z")
      let back = await server.ask("POST", "clock/set", #"{"now": "2029-01-01T00:00:00Z"}"#)
      #expect(back.status == 409)
    }
  }

  @Test func `the system's time cannot be moved`() async throws {
    let configure: (inout ServerConfiguration) throws -> Void = { $0.clock = SystemClock() }
    try await InspectedServer.with(configure) { server in
      let answer = await server.ask("POST", "clock/advance", #"{"by": "1m"}"#)
      #expect(answer.status == 409)
      #expect(answer.text.contains("--clock manual"))
    }
  }

  @Test(arguments: ["", #"{"by": "-1"}"#, #"{"by": "soon"}"#, #"{"by": "1m", "to": 1}"#])
  func `an advance by nothing that is a duration is refused`(body: String) async throws {
    try await InspectedServer.with { server in
      #expect(await server.ask("POST", "clock/advance", body).status == 400)
    }
  }

  @Test func `a manual clock goes on from where its file's time stood`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "clock.db").path()
    var settings = ServerSettings()
    settings.set(.clock, "manual")
    settings.set(.clockStart, "2030-01-01T00:00:00Z")

    func open(_ body: (InspectedServer) async throws -> Void) async throws {
      try await InspectedServer.with(
        { $0 = try settings.configuration(at: .file(file)) }, body)
    }
    try await open { server in
      let account = try await server.account
      _ = await server.ask("POST", "clock/advance", #"{"by": "1d"}"#)
      try await account.administration.createQueue(QueueName("orders"))
    }

    try await open { server in
      #expect(server.clock.now == Timestamp(iso8601: "2030-01-02T00:00:00Z"))
      let lead = try await server.state.double.clockLead()
      #expect(lead == .zero)
    }
  }
}
