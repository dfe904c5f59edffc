internal import DovetailTransport

/// Looks at a page of messages, some in each step: nobody waits long for one.
struct Peek {
  let queue: QueueName
  private let options: PeekOptions
  private let token: PageToken
  /// Where to go on; nil at the start.
  private var place: PeekPlace?
  private var found: [InspectedMessage] = []
  private var shownBytes = 0
  private var hasMore = false
  private var time = Timestamp(milliseconds: 0)
  /// Whether the page has all that it can have.
  private(set) var isDone = false

  /// How many messages and groups a step passes.
  private static let reach = 1000
  /// A page ends when what it shows has so many bytes.
  private static let pageBytes = 4 << 20

  init(at queue: QueueName, _ options: PeekOptions) throws(TransportError) {
    try PeekRules.check(options)
    self.queue = queue
    self.options = options
    token = PageToken("Peek \(queue) \(options.state?.rawValue ?? "") \(options.groupID ?? "")")
    let start = try token.start(of: options.nextToken)
    if options.nextToken != nil { place = try PeekPlace(start) }
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
    try next.show(try next.pass(of: queue, in: transaction), of: queue, in: transaction)
    return next
  }

  /// Walks along lines, and returns the messages to show.
  private mutating func pass(
    of queue: QueueRecord, in transaction: Transaction
  ) throws -> [PeekPlace] {
    let window = PeekWindow(options.state, of: queue, at: transaction.now)
    var shown: [PeekPlace] = []
    var passed = 0
    while passed < Self.reach, !isDone {
      guard let (line, group) = try line(of: queue, in: transaction) else {
        isDone = true
        break
      }
      let limit = Self.reach - passed
      let count = try pass(line, of: group, window, limit: limit, &shown, in: transaction)
      passed += count + 1
      guard !isDone, count < limit else { continue }
      // Names are printable, so that none stands between a name and this.
      place = PeekPlace(group: group + "\u{1}", line.start(after: window.lower))
      isDone = group.isEmpty
    }
    if hasMore, let last = shown.last { place = last }
    return shown
  }

  /// Walks along one line, and returns how many messages it has passed.
  private mutating func pass(
    _ line: MessageTable.Line, of group: String, _ window: PeekWindow, limit: Int,
    _ shown: inout [PeekPlace], in transaction: Transaction
  ) throws -> Int {
    let missing = options.maxMessages - found.count
    let start = place.flatMap { $0.group == group ? $0.place : nil }
    var last = start ?? line.start(after: window.lower)
    var (isDone, hasMore) = (false, false)
    let passed = try transaction.messages.walk(line, after: last, limit: limit) { sighting in
      isDone = line.isByVisibility && sighting.place.visibleAt > window.upper
      if !isDone, window.includes(sighting) {
        hasMore = shown.count == missing
        if !hasMore { shown.append(PeekPlace(group: group, sighting.place)) }
      }
      guard !isDone, !hasMore else { return false }
      last = sighting.place
      return true
    }
    place = PeekPlace(group: group, last)
    self.hasMore = hasMore
    self.isDone = isDone || hasMore
    return passed.count
  }

  /// Reads what is to be shown of messages, until the page has bytes enough.
  private mutating func show(
    _ places: [PeekPlace], of queue: QueueRecord, in transaction: Transaction
  ) throws {
    for (index, place) in places.enumerated() {
      let message = try InspectedMessage(place.place.row, options.body, on: queue, in: transaction)
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

  /// The line to walk along and the group that it is of, where one follows the other; nil when there is
  /// none.
  private func line(
    of queue: QueueRecord, in transaction: Transaction
  ) throws -> (MessageTable.Line, group: String)? {
    let isFIFO = queue.settings.fifo != nil
    guard let group = options.groupID else {
      guard isFIFO else { return (.backlog(queue.backlog), "") }
      return try transaction.groups.list(from: place?.group ?? "", in: queue.backlog, limit: 1)
        .first.map { (.group($0.row), $0.name) }
    }
    let line =
      try isFIFO
      ? transaction.groups.find(group, in: queue.backlog).map(MessageTable.Line.group)
      : transaction.tenants.find(group, in: queue.backlog).map(MessageTable.Line.tenant)
    return line.map { ($0, "") }
  }
}
