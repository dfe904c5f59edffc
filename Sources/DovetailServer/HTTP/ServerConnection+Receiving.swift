internal import NIOCore
internal import NIOHTTP1

// What the client sends.
extension ServerConnection {
  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .nothing = receiving { return }
    let part = Self.unwrapInboundIn(data)
    if backlog.isEmpty, canTake(part) { take(part) } else { backlog.append(part) }
  }

  /// Reads on unless there is enough to do; what is held back, the client's own system holds for it.
  func read(context: ChannelHandlerContext) {
    if mayRead { context.read() } else { isReadHeld = true }
  }

  private var mayRead: Bool { backlog.isEmpty && bodyHasRoom }

  private func readOn() {
    guard isReadHeld, mayRead else { return }
    isReadHeld = false
    context?.read()
  }

  /// The next request waits for the answer to the last, and until the client has taken most of that.
  private func canTake(_ part: HTTPServerRequestPart) -> Bool {
    guard case .head = part else { return true }
    guard exchange == nil, case .head = receiving else { return false }
    return context?.channel.isWritable ?? true
  }

  /// Goes on with what has come already.
  func takeBacklog() {
    while let part = backlog.first, canTake(part) {
      backlog.removeFirst()
      take(part)
    }
    readOn()
  }

  private func take(_ part: HTTPServerRequestPart) {
    switch (part, receiving) {
    case (.head(let head), .head): begin(head)
    case (.body(var buffer), .whole):
      let piece = buffer.readBytes(length: buffer.readableBytes) ?? []
      if collected.isEmpty { collected = piece } else { collected += piece }
      wait(for: .body)
    case (.body(let buffer), .pieces(let body)):
      received += buffer.readableBytes
      bodyHasRoom = body.push(Array(buffer.readableBytesView))
      if bodyHasRoom { wait(for: .body) } else { stopWaiting() }
    case (.body(let buffer), .rest):
      received += buffer.readableBytes
      if received > Self.mostUnread { end() }
    case (.end, .whole(let head)):
      receiving = .head
      let body = RequestBody(collected)
      collected = []
      start(head, body)
    case (.end, .pieces(let body)):
      receiving = .head
      bodyHasRoom = true
      stopWaiting()
      body.finish()
    case (.end, .rest):
      receiving = .head
      wait(for: .request)
      takeBacklog()
    default: return
    }
  }

  private func begin(_ head: HTTPRequestHead) {
    let known: RequestHead
    do throws(RequestFault) {
      known = try RequestHead(head)
    } catch {
      return refuse(error)
    }
    received = 0
    expected = known.bodyLength
    if let length = known.bodyLength, length <= Self.smallBody {
      receiving = .whole(known)
      collected.reserveCapacity(length)
      if known.expectsContinue, length > 0 { askForBody() }
      wait(for: .body)
    } else {
      let body = RequestBody(length: known.bodyLength) { [bound, eventLoop = context?.eventLoop] in
        eventLoop?.execute { bound?.value.bodyIsWanted() }
      }
      receiving = .pieces(body)
      bodyHasRoom = true
      start(known, body)
    }
  }

  /// The reader waits for more of the body.
  private func bodyIsWanted() {
    guard case .pieces = receiving else { return }
    if exchange?.awaitsContinue == true {
      exchange?.awaitsContinue = false
      askForBody()
    }
    bodyHasRoom = true
    wait(for: .body)
    readOn()
  }

  private func askForBody() {
    guard let context else { return }
    var buffer = context.channel.allocator.buffer(capacity: 32)
    buffer.writeStaticString("HTTP/1.1 100 Continue\r\n\r\n")
    context.writeAndFlush(Self.wrapOutboundOut(buffer), promise: nil)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let error = error as? HTTPParserError else { return context.close(promise: nil) }
    if case .nothing = receiving { return }
    // Who reads the body hears of it and answers; else nobody has.
    if case .pieces(let body) = receiving {
      exchange?.keepsAlive = false
      receiving = .nothing
      body.fail(.malformed)
    } else if exchange == nil {
      refuse(RequestFault(error))
    } else {
      exchange?.keepsAlive = false
      receiving = .nothing
    }
  }

  func failBody(_ error: RequestBodyError) {
    guard case .pieces(let body) = receiving else { return }
    body.fail(error)
  }
}
