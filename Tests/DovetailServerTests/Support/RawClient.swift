import DovetailServer
import DovetailTransport
import DovetailWire
import NIOCore
import NIOPosix
import Synchronization

/// A connection on which a test writes what it likes, and reads answers.
final class RawClient: Sendable {
  private let channel: any Channel
  private let inbox: Inbox

  private init(_ channel: any Channel, _ inbox: Inbox) {
    self.channel = channel
    self.inbox = inbox
  }

  /// Connects, runs `body`, and disconnects.
  static func with<Answer>(
    _ server: Server, _ body: (RawClient) async throws -> Answer
  ) async throws -> Answer {
    let inbox = Inbox()
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(inbox.handler())
        }
      }
      .connect(host: "127.0.0.1", port: server.port).get()
    let client = RawClient(channel, inbox)
    do {
      let answer = try await body(client)
      client.disconnect()
      return answer
    } catch {
      client.disconnect()
      throw error
    }
  }

  func send(_ text: String) async throws {
    try await channel.writeAndFlush(ByteBuffer(string: text))
  }

  func send(_ request: HTTPRequest) async throws {
    var head = "\(request.method) \(request.target) HTTP/1.1\r\n"
    for field in request.headers.fields { head += "\(field.name): \(field.value)\r\n" }
    var bytes = ByteBuffer(string: head + "\r\n")
    bytes.writeBytes(request.body)
    try await channel.writeAndFlush(bytes)
  }

  /// Sends a request of SQS's JSON protocol.
  func call(_ action: String, _ json: String, _ headers: String = "") async throws {
    try await send(
      "POST / HTTP/1.1\r\nHost: localhost:4566\r\nX-Amz-Target: AmazonSQS.\(action)\r\n"
        + "Content-Type: application/x-amz-json-1.0\r\n\(headers)"
        + "Content-Length: \(json.utf8.count)\r\n\r\n\(json)")
  }

  /// The next answer; nil when the connection ends before there is one.
  ///
  /// To HEAD it has no body, whatever length it names.
  func answer(to method: String = "GET") async -> HTTPResponse? {
    await inbox.answer(hasBody: method != "HEAD")
  }

  /// Whether the server ends the connection without a further answer.
  func isEnded() async -> Bool { await inbox.answer() == nil }

  func disconnect() {
    channel.close(promise: nil)
  }
}

/// What has come in.
private final class Inbox: Sendable {
  private struct Fields {
    var bytes: [UInt8] = []
    var isClosed = false
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let fields = Mutex(Fields())

  func handler() -> some ChannelInboundHandler { Handler(inbox: self) }

  func answer(hasBody: Bool = true) async -> HTTPResponse? {
    while true {
      let (answer, isClosed, count) = fields.withLock { fields in
        (Self.takeAnswer(from: &fields.bytes, hasBody), fields.isClosed, fields.bytes.count)
      }
      if let answer { return answer }
      if isClosed { return nil }
      await waitForMore(than: count)
    }
  }

  private func waitForMore(than known: Int) async {
    await withCheckedContinuation { continuation in
      let isThere = fields.withLock { fields in
        if fields.bytes.count > known || fields.isClosed { return true }
        fields.waiter = continuation
        return false
      }
      if isThere { continuation.resume() }
    }
  }

  fileprivate func change(_ change: (inout [UInt8]) -> Void, isClosed: Bool = false) {
    let waiter = fields.withLock { fields in
      change(&fields.bytes)
      fields.isClosed = fields.isClosed || isClosed
      return fields.waiter.take()
    }
    waiter?.resume()
  }

  private static func takeAnswer(from bytes: inout [UInt8], _ hasBody: Bool) -> HTTPResponse? {
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(
      separator: "\r\n")
    var response = HTTPResponse(Int(lines.first?.split(separator: " ")[1] ?? "") ?? 0)
    for line in lines.dropFirst() {
      let parts = line.split(separator: ": ", maxSplits: 1, omittingEmptySubsequences: false)
      response.headers.add(String(parts[0]), String(parts.last ?? ""))
    }
    let isEmpty = !hasBody || [204, 304].contains(response.status)
    let length = isEmpty ? 0 : response.headers["Content-Length"].flatMap { Int($0) } ?? 0
    guard bytes.count - end.upperBound >= length else { return nil }
    response.body = Array(bytes[end.upperBound..<(end.upperBound + length)])
    bytes.removeFirst(end.upperBound + length)
    return response
  }
}

private final class Handler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let inbox: Inbox

  init(inbox: Inbox) {
    self.inbox = inbox
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = Self.unwrapInboundIn(data)
    inbox.change({ $0 += buffer.readableBytesView })
  }

  func channelInactive(context: ChannelHandlerContext) {
    inbox.change({ _ in }, isClosed: true)
  }
}

extension HTTPResponse {
  var text: String { String(decoding: body, as: UTF8.self) }
}
