internal import DovetailTransport

/// Looks at a page of messages, some in each step: nobody waits long for one.
struct Peek {
  let queue: QueueName
  private let options: PeekOptions
  private let token: PageToken
  /// Where to go on; nil at the start.
  private var place: MessageTable.Place?
  private var found: [InspectedMessage] = []
  private var shownBytes = 0
  private var hasMore = false
  private var time = Timestamp(milliseconds: 0)
  /// Whether the page has all that it can have.
  private(set) var isDone = false

  /// How many messages a step passes.
  private static let reach = 1000
  /// A page ends when what it shows has so many bytes.
  private static let pageBytes = 4 << 20

  init(at queue: QueueName, _ options: PeekOptions) throws(TransportError) {
    try PeekRules.check(options)
    self.queue = queue
    self.options = options
    token = PageToken("Peek \(queue) \(options.state?.rawValue ?? "") \(options.groupID ?? "")")
    let start = try token.start(of: options.nextToken)
    if options.nextToken != nil { place = try MessageTable.Place(start) }
  }

  /// The page, once it is done.
  func page(of account: Account) -> PeekPage {
    PeekPage(
      messages: found.map { $0.peeked(by: account) }, time: time,
      nextToken: hasMore ? place.map { token.text(after: $0.text) } : nil)
  }

  /// Goes on until the page is done, or enough was passed for one step.
  func step(in transaction: Transaction) throws -> Peek {
    var next = self
    let queue = try transaction.queue(self.queue)
    next.time = transaction.now
    if let line = try line(of: queue, in: transaction) {
      try next.show(try next.pass(line, of: queue, in: transaction), of: queue, in: transaction)
    } else {
      next.isDone = true
    }
    return next
  }

  /// Walks along the line, and returns the messages to show.
  private mutating func pass(
    _ line: MessageTable.Line, of queue: QueueRecord, in transaction: Transaction
  ) throws -> [MessageTable.Place] {
    let window = PeekWindow(options.state, of: queue, at: transaction.now)
    let missing = options.maxMessages - found.count
    var shown: [MessageTable.Place] = []
    var passed = 0
    var place = place ?? line.start(after: window.lower)
    var (isDone, hasMore) = (false, false)
    _ = try transaction.messages.walk(line, after: place, limit: Self.reach) { sighting in
      isDone = line.isByVisibility && sighting.place.visibleAt > window.upper
      if !isDone, window.includes(sighting) {
        hasMore = shown.count == missing
        if !hasMore { shown.append(sighting.place) }
      }
      guard !isDone, !hasMore else { return false }
      passed += 1
      place = sighting.place
      return true
    }
    self.place = hasMore ? shown.last ?? place : place
    self.hasMore = hasMore
    self.isDone = isDone || hasMore || passed < Self.reach
    return shown
  }

  /// Reads what is to be shown of messages, until the page has bytes enough.
  private mutating func show(
    _ places: [MessageTable.Place], of queue: QueueRecord, in transaction: Transaction
  ) throws {
    for (index, place) in places.enumerated() {
      let message = try InspectedMessage(place.row, options.body, on: queue, in: transaction)
      guard let message else { continue }
      found.append(message)
      shownBytes += message.shownBytes
      guard shownBytes >= Self.pageBytes else { continue }
      if index < places.count - 1 || !isDone {
        self.place = place
        hasMore = true
      }
      isDone = true
      return
    }
  }

  /// The messages to walk along; nil when there is no such group.
  private func line(
    of queue: QueueRecord, in transaction: Transaction
  ) throws -> MessageTable.Line? {
    guard let group = options.groupID else { return .backlog(queue.backlog) }
    if queue.settings.fifo != nil {
      return try transaction.groups.find(group, in: queue.backlog).map { .group($0) }
    }
    return try transaction.tenants.find(group, in: queue.backlog).map { .tenant($0) }
  }
}

extension MessageTable.Line {
  /// Whether its messages stand in the order in which they become visible.
  var isByVisibility: Bool {
    if case .group = self { false } else { true }
  }

  /// The place before all that become visible after `instant`, where that is the order.
  func start(after instant: Timestamp) -> MessageTable.Place {
    isByVisibility
      ? MessageTable.Place(visibleAt: instant, receiveCount: .max, row: .max)
      : MessageTable.Place(visibleAt: instant, receiveCount: 0, row: 0)
  }
}

extension MessageTable.Place {
  /// Reads what ``text`` wrote.
  fileprivate init(_ text: String) throws(TransportError) {
    let numbers = text.split(separator: " ").compactMap { Int64($0) }
    guard numbers.count == 3 else {
      throw .invalid(.invalidParameterValue, "Invalid or expired next token.")
    }
    self.init(
      visibleAt: Timestamp(milliseconds: numbers[0]), receiveCount: numbers[1], row: numbers[2])
  }

  fileprivate var text: String { "\(visibleAt.milliseconds) \(receiveCount) \(row)" }
}
