internal import DovetailTransport

/// Looks at a page of groups, a few in each step: nobody waits long for one.
struct PeekAtGroups {
  private let queue: QueueName
  private let options: PeekGroupsOptions
  private let token: PageToken
  /// Before the names that are left.
  private var start: String
  private var found: [InspectedGroup] = []
  private var hasMore = false
  private var time = Timestamp(milliseconds: 0)
  /// Whether the page has all that it can have.
  private(set) var isDone = false

  /// How many groups a step looks at, of each of which it may count a thousand messages.
  private static let reach = 10

  init(of queue: QueueName, _ options: PeekGroupsOptions) throws(TransportError) {
    try PeekRules.check(options)
    self.queue = queue
    self.options = options
    token = PageToken("PeekAtGroups \(queue)")
    start = try token.start(of: options.nextToken)
  }

  /// The page, once it is done.
  func page(of account: Account) -> QueueGroupPage {
    QueueGroupPage(
      groups: found.map { $0.group(by: account) }, time: time,
      nextToken: hasMore ? token.text(after: start) : nil)
  }

  /// Goes on until the page is done, or enough was looked at for one step.
  func step(in transaction: Transaction) throws -> PeekAtGroups {
    var next = self
    try next.look(in: transaction)
    return next
  }

  private mutating func look(in transaction: Transaction) throws {
    let queue = try transaction.queue(queue)
    let isFIFO = queue.settings.fifo != nil
    time = transaction.now
    let groups =
      try isFIFO
      ? transaction.groups.list(from: start, in: queue.backlog, limit: Self.reach)
      : transaction.tenants.list(from: start, in: queue.backlog, limit: Self.reach)
    for group in groups {
      let line = isFIFO ? MessageTable.Line.group(group.row) : .tenant(group.row)
      let inspected = try InspectedGroup(group.name, line, options.body, of: queue, in: transaction)
      if inspected != nil, found.count == options.maxGroups {
        hasMore = true
        isDone = true
        return
      }
      if let inspected { found.append(inspected) }
      // Names are printable, so that none stands between a name and this.
      start = group.name + "\u{1}"
    }
    isDone = groups.count < Self.reach
  }
}

/// A group that was looked at.
struct InspectedGroup: Sendable {
  private let name: String
  private let head: InspectedMessage
  private var counts: [MessageState: Int] = [:]
  private let hasMore: Bool

  /// How many messages are counted.
  private static let reach = 1000

  /// Nil when none of the first thousand messages is still retained.
  init?(
    _ name: String, _ line: MessageTable.Line, _ body: PeekedBody, of queue: QueueRecord,
    in transaction: Transaction
  ) throws {
    let window = PeekWindow(nil, of: queue, at: transaction.now)
    let sightings = try transaction.messages.walk(
      line, after: line.start(after: window.lower), limit: Self.reach
    ) { _ in true }
    let retained = sightings.filter(window.includes)
    guard let first = retained.first,
      let head = try InspectedMessage(first.row, body, on: queue, in: transaction)
    else { return nil }
    self.name = name
    self.head = head
    hasMore = sightings.count == Self.reach
    for sighting in retained {
      counts[queue.state(sighting.times, at: transaction.now), default: 0] += 1
    }
  }

  func group(by account: Account) -> QueueGroup {
    QueueGroup(
      id: name.isEmpty ? nil : name, head: head.peeked(by: account), counts: counts,
      hasMore: hasMore)
  }
}
