/// How many receives of a queue go on at once.
///
/// One by itself; but as long as receives bring as much as they may, three times as many after each turn,
/// since each takes its way to the queue and back, or waits for a commit, and one after the other would
/// leave a worker without work. One that brings less while others go on was one too many: no other takes its
/// place. What receives that began beside others have failed to bring is paid for by full answers, eight times
/// as much: at first 16 may be in vain, but in the long run one for each eight that are full, for each costs a
/// request.
struct PollPace: Sendable {
  /// How many messages a receive brings at most.
  let batch: Int
  /// How many receives go on.
  private(set) var underWay = 0
  /// How many of them began beside others.
  private var besides = 0
  /// Whether one of those that go on, or that were the last to, has failed.
  private(set) var hasFailed = false
  /// How many may go on.
  private var width = 1
  /// How many answers have been full since the last that was not, or since there may be more receives.
  private var fullAnswers = 0
  /// How many messages full answers must bring to pay for those that were asked for in vain.
  private var debt = 0

  private static let widest = 16
  private static let growth = 3
  private static let price = 8

  init(batch: Int) {
    self.batch = batch
  }

  /// Whether another receive may begin beside those that go on, even if it and all that began so are in vain.
  var mayBeginBeside: Bool {
    guard underWay > 0, underWay < width else { return false }
    return debt + Self.price * batch * (besides + 1) <= Self.price * batch * Self.widest
  }

  /// A receive begins; returns whether others go on.
  mutating func begin() -> Bool {
    let isBeside = underWay > 0
    if isBeside { besides += 1 } else { hasFailed = false }
    underWay += 1
    return isBeside
  }

  /// A receive was answered, which began beside others or not.
  mutating func answered(with count: Int, of asked: Int, beside isBeside: Bool) {
    let isWidthUsed = underWay >= width
    end(beside: isBeside)
    if count < asked {
      if isBeside { debt += Self.price * (asked - count) }
      width = max(1, min(width, underWay))
      fullAnswers = 0
    } else if asked == batch, !hasFailed {
      debt = max(0, debt - batch)
      fullAnswers += 1
      guard isWidthUsed, fullAnswers >= width else { return }
      width = min(Self.growth * width, Self.widest)
      fullAnswers = 0
    }
  }

  /// A receive has failed: what goes on comes to its end, and then one is tried alone.
  mutating func failed(beside isBeside: Bool) {
    end(beside: isBeside)
    hasFailed = true
    width = 1
    fullAnswers = 0
  }

  private mutating func end(beside isBeside: Bool) {
    underWay -= 1
    if isBeside { besides -= 1 }
  }
}
