internal import DequeModule
internal import NIOCore

// What the client gets.
extension ServerConnection {
  /// Sends the answer to the request of that number, if its client is still there.
  nonisolated(nonsending) static func send(
    _ response: ServerResponse, as number: Int, on bound: NIOLoopBound<ServerConnection>
  ) async {
    switch response.body {
    case .bytes(let bytes): bound.value.send(response, bytes, as: number)
    case .stream(let stream):
      guard bound.value.begin(response, stream, as: number) else { return }
      do {
        while let piece = try await stream.next() {
          if bound.value.send(piece, as: number) { continue }
          try await withCheckedThrowingContinuation { bound.value.waitForRoom($0, as: number) }
        }
        bound.value.finish(as: number)
      } catch {
        // Too late for another status: an answer that is cut off says that it is none.
        bound.value.abort(as: number)
      }
    }
  }

  private func send(_ response: ServerResponse, _ bytes: [UInt8], as number: Int) {
    guard let context, exchange?.number == number else { return }
    guard !response.isLost else { return context.close(promise: nil) }
    let head = head(of: response, bytes.count)
    let isBodySent = exchange?.isHEAD == false
    var buffer = context.channel.allocator.buffer(
      capacity: ResponseHead.usualSize + (isBodySent ? bytes.count : 0))
    head.write(to: &buffer)
    if isBodySent { buffer.writeBytes(bytes) }
    write(buffer)
    endExchange()
  }

  /// Says whether there is a body to send.
  private func begin(_ response: ServerResponse, _ stream: ResponseStream, as number: Int) -> Bool {
    guard let context, exchange?.number == number else { return false }
    guard !response.isLost else {
      context.close(promise: nil)
      return false
    }
    let head = head(of: response, stream.length)
    var buffer = context.channel.allocator.buffer(capacity: ResponseHead.usualSize)
    head.write(to: &buffer)
    exchange?.isChunked = head.isChunked
    write(buffer)
    guard exchange?.isHEAD == true else { return true }
    endExchange()
    return false
  }

  /// Says whether there is room for more at once.
  private func send(_ piece: [UInt8], as number: Int) -> Bool {
    guard let context, let exchange, exchange.number == number else { return false }
    guard !piece.isEmpty else { return true }
    var buffer = context.channel.allocator.buffer(capacity: piece.count + 24)
    if exchange.isChunked { buffer.writeString("\(String(piece.count, radix: 16))\r\n") }
    buffer.writeBytes(piece)
    if exchange.isChunked { buffer.writeStaticString("\r\n") }
    write(buffer)
    return context.channel.isWritable
  }

  private func waitForRoom(_ waiter: CheckedContinuation<Void, any Error>, as number: Int) {
    guard let context, exchange?.number == number else {
      return waiter.resume(throwing: RequestBodyError.disconnected)
    }
    guard !context.channel.isWritable else { return waiter.resume() }
    roomWaiter = waiter
    wait(for: .room)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    guard context.channel.isWritable else { return }
    if let waiter = roomWaiter.take() {
      stopWaiting()
      waiter.resume()
    }
    takeBacklog()
  }

  private func finish(as number: Int) {
    guard let context, let exchange, exchange.number == number else { return }
    if exchange.isChunked {
      var buffer = context.channel.allocator.buffer(capacity: 8)
      buffer.writeStaticString("0\r\n\r\n")
      write(buffer)
    }
    endExchange()
  }

  private func abort(as number: Int) {
    guard exchange?.number == number else { return }
    context?.close(promise: nil)
  }

  /// Answers what no room gets to see, and ends.
  func refuse(_ fault: RequestFault) {
    guard let context else { return }
    let response = fault.response
    guard case .bytes(let bytes) = response.body else { return }
    var buffer = context.channel.allocator.buffer(capacity: ResponseHead.usualSize + bytes.count)
    ResponseHead(
      status: response.status, headers: response.headers, bodyLength: bytes.count,
      keepsAlive: false, isOld: false, date: shared.date
    ).write(to: &buffer)
    buffer.writeBytes(bytes)
    write(buffer)
    end()
  }

  private func head(of response: ServerResponse, _ bodyLength: Int?) -> ResponseHead {
    let isOld = exchange?.isOld ?? false
    let endsHere = shared.isStopping || leavesTooMuch || isOld && bodyLength == nil
    if endsHere { exchange?.keepsAlive = false }
    return ResponseHead(
      status: response.status, headers: response.headers, bodyLength: bodyLength,
      keepsAlive: exchange?.keepsAlive ?? false, isOld: isOld, date: shared.date)
  }

  /// Whether more of the request is to come than is worth to be taken in.
  private var leavesTooMuch: Bool {
    guard case .pieces = receiving else { return false }
    guard exchange?.awaitsContinue != true, let expected else { return true }
    return expected - received > Self.mostUnread
  }

  private func write(_ buffer: ByteBuffer) {
    context?.writeAndFlush(Self.wrapOutboundOut(buffer), promise: nil)
  }

  private func endExchange() {
    let keepsAlive = exchange?.keepsAlive ?? false
    leaveExchange()
    guard keepsAlive else { return end() }
    if case .pieces(let body) = receiving {
      body.fail(.disconnected)
      receiving = .rest
      received = 0
      bodyHasRoom = true
      wait(for: .body)
    } else {
      wait(for: .request)
    }
    takeBacklog()
  }

  /// Ends the connection once all is written.
  ///
  /// What the client still sends is taken in for a moment: to close at once would have its system throw
  /// away the answer.
  func end() {
    guard let context, let bound else { return }
    failBody(.disconnected)
    receiving = .nothing
    backlog = []
    bodyHasRoom = true
    wait(for: .end)
    let written = context.eventLoop.makePromise(of: Void.self)
    written.futureResult.whenComplete { _ in
      bound.value.context?.close(mode: .output, promise: nil)
    }
    context.writeAndFlush(
      Self.wrapOutboundOut(context.channel.allocator.buffer(capacity: 0)), promise: written)
    if isReadHeld {
      isReadHeld = false
      context.read()
    }
  }
}
