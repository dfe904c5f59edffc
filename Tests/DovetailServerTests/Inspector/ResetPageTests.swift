import DovetailSQLite
import DovetailServer
import DovetailTransport
import Foundation
import Testing

@Suite struct ResetPageTests {
  @Test func `a reset leaves what is declared, in all accounts`() async throws {
    var declarations = Declarations()
    declarations.queues = [QueueDeclaration(try QueueName("declared"))]
    let configure: (inout ServerConfiguration) throws -> Void = {
      $0.declarations = declarations
      $0.database.isStrict = true
    }
    try await InspectedServer.with(configure) { server in
      let other = try await server.state.accounts.account("111122223333", region: "eu-west-1")
      let declared = try QueueName("declared")
      try await other.administration.createQueue(QueueName("theirs"))
      try await other.objects.createBucket(BucketName("results"), CreateBucketOptions())
      _ = try await other.objects.put([1], at: BlobKey(bucket: BucketName("results"), key: "k"))
      _ = try await server.account.plainQueues.send(OutgoingMessage("m"), to: declared)
      server.state.faults.add(.throttle())

      #expect(await server.ask("POST", "reset").status == 200)

      #expect(try await other.administration.listQueues(ListQueuesOptions()).queues.isEmpty)
      #expect(try await other.objects.bucket(BucketName("results")) == nil)
      let summary = try await server.account.inspection.summary(of: declared)
      #expect(summary.available.count == 0)
      #expect(server.state.faults.faults.isEmpty)
    }
  }

  @Test func `a receive that waits while all is reset ends without a message`() async throws {
    try await InspectedServer.with { server in
      let queue = try QueueName("orders")
      let account = try await server.account
      try await account.administration.createQueue(queue)
      var options = ReceiveOptions()
      options.waitTime = .seconds(20)
      async let received = account.plainQueues.receive(from: queue, options)
      while try await server.state.double.waitingReceives(on: queue) == 0 { await Task.yield() }

      #expect(await server.ask("POST", "reset").status == 200)

      #expect(try await received.isEmpty)
      try await account.administration.createQueue(queue)
      _ = try await account.plainQueues.send(OutgoingMessage("m"), to: queue)
      #expect(try await account.plainQueues.receive(from: queue, options).map(\.body) == ["m"])
    }
  }

  @Test func `the bytes of objects are gone, too`() async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/dovetail-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    // What is left is the system's to clear.
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let configure: (inout ServerConfiguration) -> Void = {
      $0.location = .file(folder + "/live.sqlite")
    }
    try await InspectedServer.with(configure) { server in
      let objects = try await server.account.objects
      let key = BlobKey(bucket: try BucketName("results"), key: "k")
      try await objects.createBucket(key.bucket, CreateBucketOptions())
      _ = try await objects.put([UInt8](repeating: 7, count: 2 << 20), at: key)

      #expect(await server.ask("POST", "reset").status == 200)

      #expect(try await objects.bucket(key.bucket) == nil)
      let copy = folder + "/copy.sqlite"
      try await server.state.double.writeSnapshot(to: copy)
      let size = try FileManager.default.attributesOfItem(atPath: copy)[.size] as? Int
      #expect(size ?? .max < 1 << 20)
    }
  }
}
