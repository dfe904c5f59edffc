import DovetailSQLite
import DovetailServer
import DovetailTransport
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
}
