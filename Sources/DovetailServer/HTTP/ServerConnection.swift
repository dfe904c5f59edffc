internal import DequeModule
internal import DovetailTransport
internal import DovetailWire
internal import NIOCore
internal import NIOHTTP1

/// One client's connection: takes requests one after the other, and writes the answer to each.
///
/// A client may send the next request before it has the answer to the last; it then waits here, and
/// nothing more is read. All runs on the connection's event loop.
final class ServerConnection: ChannelInboundHandler, _ChannelOutboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = ByteBuffer

  /// What comes in.
  enum Receiving {
    /// The head of the next request.
    case head
    /// A body that is collected before its request is given on.
    case whole(RequestHead)
    /// A body that its reader gets piece by piece.
    case pieces(RequestBody)
    /// What is left of a body that nobody reads.
    case rest
    /// Nothing that matters: the connection ends.
    case nothing
  }

  /// A request that is being answered.
  struct Exchange {
    let number: Int
    var task: Task<Void, Never>?
    var keepsAlive: Bool
    let isHEAD: Bool
    let isOld: Bool
    /// Whether the client waits to be asked for the body.
    var awaitsContinue: Bool
    var isChunked = false
  }

  /// A body up to this size is collected, and costs the room no wait.
  static let smallBody = 64 * 1024
  /// How much of a body that nobody reads is taken in, so that the connection lives on.
  static let mostUnread = 256 * 1024

  let shared: ConnectionContext
  var context: ChannelHandlerContext?
  private(set) var bound: NIOLoopBound<ServerConnection>?
  private var executor: LoopExecutor?
  private var peer = Peer(address: "")
  private let ids: RandomSource

  var receiving = Receiving.head
  var exchange: Exchange?
  private var exchanges = 0
  /// What came behind the request that is being answered.
  var backlog: Deque<HTTPServerRequestPart> = []
  var collected: [UInt8] = []
  /// Bytes of the body that is coming, so far, and in all if that is known.
  var received = 0
  var expected: Int?
  /// Whether the reader of the body that is coming wants more.
  var bodyHasRoom = true
  var isReadHeld = false
  /// Resumed when the client has taken in some of the answer, or is gone.
  var roomWaiter: CheckedContinuation<Void, any Error>?

  // How long it waits: see ServerConnection+Patience.
  var deadline: NIODeadline?
  var patience = Patience.request
  var timer: (deadline: NIODeadline, call: Scheduled<Void>)?

  init(_ shared: ConnectionContext, ids: RandomSource) {
    self.shared = shared
    self.ids = ids
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    executor = LoopExecutor(context.eventLoop)
  }

  func channelActive(context: ChannelHandlerContext) {
    peer = Peer(address: context.remoteAddress?.ipAddress ?? "")
    guard shared.add(context.channel) else { return context.close(promise: nil) }
    wait(for: .request)
  }

  func channelInactive(context: ChannelHandlerContext) {
    shared.remove(context.channel)
    exchange?.task?.cancel()
    leaveExchange()
    failBody(.disconnected)
    receiving = .nothing
    backlog = []
    deadline = nil
    timer?.call.cancel()
    timer = nil
    roomWaiter.take()?.resume(throwing: RequestBodyError.disconnected)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    self.context = nil
    bound = nil
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard event is ServerStops else { return context.fireUserInboundEventTriggered(event) }
    if exchange == nil, case .head = receiving { context.close(promise: nil) }
  }

  /// Gives a request to the rooms, and their answer to the client.
  func start(_ head: RequestHead, _ body: RequestBody) {
    guard let bound, let executor else { return }
    stopWaiting()
    exchanges += 1
    let number = exchanges
    let request = ServerRequest(
      head: head.request, body: body, id: UniqueID.random(from: ids).uuidString, peer: peer)
    exchange = Exchange(
      number: number, keepsAlive: head.keepsAlive && !shared.isStopping,
      isHEAD: head.request.method == "HEAD", isOld: head.isOld,
      awaitsContinue: head.expectsContinue && head.bodyLength != 0)
    shared.calls.begin()
    // Ends with its answer; cancelled when the client goes away.
    exchange?.task = Task(executorPreference: executor) { [door = shared.door] in
      let response = await door.answer(request)
      await ServerConnection.send(response, as: number, on: bound)
    }
  }

  /// Is done with the request that is being answered, if there is one.
  func leaveExchange() {
    guard exchange != nil else { return }
    exchange = nil
    shared.calls.end()
  }
}
