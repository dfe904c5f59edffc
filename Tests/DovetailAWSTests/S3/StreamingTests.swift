import DovetailTransport
import DovetailWire
import Testing

@testable import DovetailAWS

@Suite("Streams of S3")
struct StreamingTests {
  private let xml = ["Content-Type": "application/xml"]
  private let stored = ScriptedExchange.Step.answer(200, "", ["ETag": "\"tag\""])
  private let created =
    "<InitiateMultipartUploadResult><UploadId>up</UploadId></InitiateMultipartUploadResult>"
  private let done =
    "<CompleteMultipartUploadResult><ETag>\"whole\"</ETag></CompleteMultipartUploadResult>"

  private struct Broken: Error {}

  /// Chunks of a size, and an error behind them if wanted.
  private func chunks(
    _ count: Int, of size: Int, breaks: Bool = false
  ) -> AsyncThrowingStream<[UInt8], any Error> {
    AsyncThrowingStream { stream in
      for number in 0..<count {
        stream.yield([UInt8](repeating: UInt8(number % 251), count: size))
      }
      stream.finish(throwing: breaks ? Broken() : nil)
    }
  }

  @Test func `a short one is stored at once`() async throws {
    let bench = try AWSBench([stored])

    let info = try await bench.blobs.upload(chunks(3, of: 5), at: bench.key("x"), .ifAbsent)

    let call = try #require(bench.exchange.calls.first)
    #expect(info.size == 15)
    #expect(call.request.body == [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2])
    #expect(call.request.headers["If-None-Match"] == "*")
  }

  @Test func `one without anything is an empty object`() async throws {
    let bench = try AWSBench([stored])

    #expect(try await bench.blobs.upload(chunks(0, of: 0), at: bench.key("x")).size == 0)
  }

  @Test func `a long one is stored in parts of its bytes, in order`() async throws {
    var bench = try AWSBench([
      .answer(200, created, xml), stored, stored, stored, stored, .answer(200, done, xml),
    ])
    bench.blobs.partThreshold = 1 << 20

    let info = try await bench.blobs.upload(
      chunks(20, of: 1 << 20), at: bench.key("x"), .ifAbsent)

    let parts = bench.exchange.calls.filter { $0.request.method == "PUT" }
      .sorted { $0.request.target.description < $1.request.target.description }
    #expect(info.etag.rawValue == "whole")
    #expect(info.size == 20 << 20)
    #expect(
      parts.map(\.request.body.count) == [1 << 20 + 1, 8 << 20, 8 << 20, (3 << 20) - 1])
    #expect(
      parts.flatMap(\.request.body) == (0..<20).flatMap { [UInt8](repeating: $0, count: 1 << 20) })
    #expect(bench.exchange.calls.last?.request.headers["If-None-Match"] == "*")
  }

  @Test func `one that breaks stores nothing`() async throws {
    var bench = try AWSBench([.answer(200, created, xml), stored, stored, .answer(204)])
    bench.blobs.partThreshold = 1 << 20
    let blobs = bench.blobs
    let key = bench.key("x")

    await #expect(throws: Broken.self) {
      try await blobs.upload(chunks(10, of: 1 << 20, breaks: true), at: key)
    }

    let last = try #require(bench.exchange.calls.last)
    #expect(last.request.method == "DELETE")
    #expect(
      !bench.exchange.calls.contains { $0.request.method == "POST" && $0.body.contains("Part") })
  }

  private func piece(_ text: String, _ range: String, of size: Int) -> ScriptedExchange.Step {
    .answer(206, text, ["ETag": "\"tag\"", "Content-Range": "bytes \(range)/\(size)"])
  }

  @Test func `an object is read in pieces, all of one version`() async throws {
    let bench = try AWSBench([
      piece("0123", "0-3", of: 10), piece("4567", "4-7", of: 10), piece("89", "8-9", of: 10),
    ])
    var pieces: [String] = []

    let info = try await bench.blobs.download(bench.key("x"), pieceSize: 4) {
      pieces.append(String(decoding: $0, as: UTF8.self))
    }

    let headers = bench.exchange.calls.map(\.request.headers)
    #expect(pieces == ["0123", "4567", "89"])
    #expect(info.size == 10)
    #expect(headers.map { $0["Range"] } == ["bytes=0-3", "bytes=4-7", "bytes=8-11"])
    #expect(headers.map { $0["If-Match"] } == [nil, "\"tag\"", "\"tag\""])
  }

  @Test func `an object that is replaced meanwhile is no longer read`() async throws {
    let bench = try AWSBench([
      piece("0123", "0-3", of: 10),
      .answer(412, "<Error><Code>PreconditionFailed</Code><Message>no</Message></Error>"),
    ])
    var pieces = 0

    let error = await #expect(throws: TransportError.self) {
      try await bench.blobs.download(bench.key("x"), pieceSize: 4) { _ in pieces += 1 }
    }

    #expect(error?.code == .preconditionFailed)
    #expect(pieces == 1)
  }

  @Test func `an empty object has no piece`() async throws {
    let bench = try AWSBench([
      .answer(416, "<Error><Code>InvalidRange</Code><Message>no</Message></Error>"),
      .answer(200, "", ["ETag": "\"tag\""]),
    ])

    let info = try await bench.blobs.download(bench.key("x")) { _ in
      Issue.record("There is nothing to take.")
    }

    #expect(info.size == 0)
  }

  @Test func `parts of what nobody knows the length of grow`() {
    #expect(
      [1, 1_000, 1_001, 10_000].map(PartSizes.size(ofPart:)) == [8, 8, 16, 4_096].map { $0 << 20 })
    #expect(PartSizes.size(ofPartsOf: 17 << 20) == 8 << 20)
    #expect(PartSizes.size(ofPartsOf: 100 << 30) * 10_000 >= 100 << 30)
  }
}
