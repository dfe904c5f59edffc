import Dovetail
import Foundation
import Testing

@testable import Dovetail

@Suite("The doctor on a file")
struct DoctorOnFileTests {
  private let path =
    FileManager.default.temporaryDirectory.path + "/dovetail-doctor-\(UUID().uuidString).db"
  private let clock = SteppedClock(ManualClock())

  private func withFile(
    _ prepare: (SQLiteDouble) async throws -> Void = { _ in },
    _ body: () async throws -> Void
  ) async throws {
    defer {
      for suffix in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: path + suffix)  // A stray file in /tmp.
      }
    }
    let double = try await SQLiteDouble.open(.file(path), clock: clock)
    try await prepare(double)
    await double.close()
    try await body()
  }

  private func examine(_ change: (inout CheckUp) -> Void = { _ in }) async -> Diagnosis {
    var checkUp = CheckUp()
    change(&checkUp)
    return await Doctor.examine(fileAt: path, checkUp, clock: clock)
  }

  private func codes(_ diagnosis: Diagnosis) -> [String] {
    diagnosis.findings.map { "\($0.severity) \($0.code)" }
  }

  @Test func `a file that is not there is not made`() async throws {
    let diagnosis = await examine()

    #expect(codes(diagnosis) == ["fault file.missing"])
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `one that a broker has made is sound`() async throws {
    try await withFile {
      _ = try await Broker(
        BrokerServices(
          transport: $0.queues, administration: $0.administration,
          results: BlobResultBackend(store: $0.blobs, bucket: try BucketName("none")), clock: clock)
      )
    } _: {
      let diagnosis = await examine()

      #expect(codes(diagnosis) == ["fine file.whole", "fine file.clock", "fine queue.fine"])
      #expect(diagnosis.isSound)
    }
  }

  @Test func `a queue that is not there yet is no fault`() async throws {
    try await withFile {
      let diagnosis = await examine()

      #expect(codes(diagnosis).last == "advice queue.missing")
      #expect(diagnosis.isSound)
    }
  }

  @Test func `all queues are looked at if that is asked for, but not those for dead letters`()
    async throws
  {
    try await withFile { double in
      let kept = try QueueName("kept")
      try await double.administration.createQueue(kept, QueueAttributes())
      let arn = QueueARN(region: "us-east-1", account: "000000000000", queue: kept)
      var attributes = QueueAttributes()
      attributes.redrivePolicy = RedrivePolicy(deadLetterTarget: arn, maxReceiveCount: 3)
      try await double.administration.createQueue(try QueueName("orders"), attributes)
      try await double.administration.createQueue(try QueueName("stray"), QueueAttributes())
    } _: {
      let diagnosis = await examine { $0.looksAtAllQueues = true }

      let subjects = diagnosis.findings.filter { $0.severity > .advice }.map(\.subject)
      #expect(Set(subjects) == ["queue orders", "queue stray"])
    }
  }

  @Test func `a queue for dead letters is known by itself, too`() async throws {
    try await withFile { double in
      let kept = try QueueName("kept")
      try await double.administration.createQueue(kept, QueueAttributes())
      var attributes = QueueAttributes()
      attributes.redrivePolicy = RedrivePolicy(
        deadLetterTarget: QueueARN(region: "us-east-1", account: "000000000000", queue: kept),
        maxReceiveCount: 3)
      try await double.administration.createQueue(try QueueName("orders"), attributes)
    } _: {
      let diagnosis = await examine { $0.configuration.defaultQueue = "kept" }

      #expect(codes(diagnosis) == ["fine file.whole", "fine file.clock"])
    }
  }

  @Test func `a time before the clock's is told of, and reset only when asked`() async throws {
    try await withFile { double in
      try await double.administration.createQueue(try QueueName("default"), QueueAttributes())
    } _: {
      clock.step(by: .seconds(-3600))

      #expect(codes(await examine()).contains("warning file.clock-lead"))
      #expect(codes(await examine()).contains("warning file.clock-lead"))
      #expect(codes(await examine { $0.resetsClock = true }).contains("fine file.clock-reset"))
      #expect(codes(await examine()).contains("fine file.clock"))
    }
  }

  @Test func `a file that is none of ours cannot be used`() async throws {
    try await withFile {
      try Data("no database, but long enough to be looked at as if it were one".utf8)
        .write(to: URL(fileURLWithPath: path))

      #expect(codes(await examine()) == ["fault file.unusable"])
    }
  }

  @Test func `a damaged file is told of`() async throws {
    try await withFile { double in
      try await double.administration.createQueue(try QueueName("default"), QueueAttributes())
      for number in 0..<300 {
        _ = try await double.queues.send(
          OutgoingMessage("a body of a task, number \(number)"), to: try QueueName("default"))
      }
    } _: {
      var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      // The header and the schema stay whole; of the last pages, the beginnings go.
      for page in stride(from: bytes.count - 4096, to: bytes.count / 2, by: -4096) {
        for offset in 0..<12 { bytes[page + offset] = 0xFF }
      }
      try bytes.write(to: URL(fileURLWithPath: path))

      let diagnosis = await examine()

      #expect(!diagnosis.isSound)
      #expect(codes(diagnosis).contains { $0.hasPrefix("fault file.") })
    }
  }

  @Test func `in memory there is nothing to look at`() async throws {
    await #expect(throws: BrokerURLError.self) { try await Doctor.examine("memory:") }
  }
}
