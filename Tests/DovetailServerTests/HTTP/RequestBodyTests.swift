import DovetailTransport
import Synchronization
import Testing

@testable import DovetailServer

@Suite struct RequestBodyTests {
  @Test func `pieces come in their order, then the end`() async throws {
    let body = RequestBody(length: nil) {}
    _ = body.push([1])
    _ = body.push([2, 3])
    body.finish()

    #expect(try await body.next() == [1])
    #expect(try await body.next() == [2, 3])
    #expect(try await body.next() == nil)
    #expect(try await body.next() == nil)
  }

  @Test func `a reader who waits asks for more`() async throws {
    let asks = AsyncStream<Void>.makeStream()
    let body = RequestBody(length: nil) { asks.continuation.yield() }
    async let piece = body.next()
    for await _ in asks.stream.prefix(1) { _ = body.push([1]) }

    #expect(try await piece == [1])
  }

  @Test func `too much that waits leaves no room for more`() async throws {
    let body = RequestBody(length: nil) {}
    let piece = [UInt8](repeating: 0, count: RequestBody.mostWaiting / 2)

    #expect(body.push(piece))
    #expect(!body.push(piece))
    _ = try await body.next()
    #expect(!body.push(piece))
  }

  @Test func `what has come is read before the fault`() async throws {
    let body = RequestBody(length: nil) {}
    _ = body.push([1])
    body.fail(.disconnected)

    #expect(try await body.next() == [1])
    await #expect(throws: RequestBodyError.disconnected) { try await body.next() }
  }

  @Test func `a body over the limit is not collected`() async throws {
    let told = RequestBody(length: 4) {}
    await #expect(throws: RequestBodyError.tooLarge(limit: 3)) { try await told.collect(upTo: 3) }

    let untold = RequestBody(length: nil) {}
    _ = untold.push([1, 2])
    _ = untold.push([3, 4])
    await #expect(throws: RequestBodyError.tooLarge(limit: 3)) {
      try await untold.collect(upTo: 3)
    }
  }

  @Test func `a whole body is collected as it is`() async throws {
    #expect(try await RequestBody([1, 2, 3]).collect(upTo: 3) == [1, 2, 3])
    #expect(try await RequestBody([]).collect(upTo: 0) == [])
  }
}
