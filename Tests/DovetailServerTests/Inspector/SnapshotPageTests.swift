import DovetailSQLite
import DovetailTransport
import DovetailWire
import Foundation
import Testing

@testable import DovetailServer

@Suite struct SnapshotPageTests {
  @Test(arguments: [true, false])
  func `a snapshot opens with all that was there`(inMemory: Bool) async throws {
    let folder = try scratch()
    // What is left is the system's to clear.
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let configure: (inout ServerConfiguration) -> Void = {
      if !inMemory { $0.location = .file(folder + "/live.sqlite") }
    }
    try await InspectedServer.with(configure) { server in
      let queue = try QueueName("orders")
      let account = try await server.account
      try await account.administration.createQueue(queue)
      let body = String(repeating: "x", count: 1 << 20)
      for _ in 0..<3 { _ = try await account.plainQueues.send(OutgoingMessage(body), to: queue) }

      let (head, bytes) = try await server.snapshot()

      #expect(head.status == 200)
      #expect(head.headers["Content-Type"] == "application/vnd.sqlite3")
      let path = folder + "/copy.sqlite"
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      let copy = try await SQLiteDouble.open(
        .file(path), clock: ManualClock(start: server.clock.now))
      #expect(try await copy.queues.receive(from: queue, ReceiveOptions()).map(\.body) == [body])
      await copy.close()
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("dov") }
        == [])
  }

  @Test func `few snapshots are on their way at once`() async throws {
    try await InspectedServer.with { server in
      var files = [try await SnapshotFile.make(of: server.state)]
      files.append(try await SnapshotFile.make(of: server.state))

      #expect(await server.ask("GET", "snapshot").status == 503)

      files = []
      #expect(await server.ask("GET", "snapshot").status == 200)
      #expect(await server.ask("POST", "snapshot").status == 405)
    }
  }

  private func scratch() throws -> String {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("dovetail-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    return url.path
  }
}

extension InspectedServer {
  fileprivate func snapshot() async throws -> (head: ServerResponse, bytes: [UInt8]) {
    let response = await InspectorRoom(state: state).answer(
      ServerRequest(
        head: request("GET", "/_dovetail/snapshot"), body: RequestBody([]), id: "request-1",
        peer: Peer(address: "127.0.0.1")))
    var bytes: [UInt8] = []
    if case .stream(let stream) = response.body {
      while let piece = try await stream.next() { bytes += piece }
      #expect(stream.length == bytes.count)
    }
    return (response, bytes)
  }
}
