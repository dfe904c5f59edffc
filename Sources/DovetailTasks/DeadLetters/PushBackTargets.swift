import DovetailTransport

/// Finds where letters go back to, and looks each queue up once.
struct PushBackTargets {
  /// A queue that takes letters back.
  struct Target {
    let queue: QueueName
    let maximumMessageSize: Int
  }

  let letters: DeadLetters
  let options: PushBackOptions
  private var known: [QueueName: Target] = [:]

  init(_ letters: DeadLetters, _ options: PushBackOptions) {
    self.letters = letters
    self.options = options
  }

  /// Where the letter goes; throws a ``TaskError`` or `TransportError` when it can go nowhere.
  mutating func target(of letter: DeadLetters.Letter) async throws -> Target {
    guard let queue = options.destination ?? letter.origin else {
      throw TaskError(
        .unknownQueue, "Nothing tells which queue it came from; give the destination.")
    }
    let target: Target
    if let found = known[queue] {
      target = found
    } else {
      target = try await look(up: queue)
      known[queue] = target
    }
    guard queue.isFIFO else { return target }
    guard letter.group != nil else {
      throw TaskError(
        .invalidOption,
        "It has no group, which the FIFO queue \(queue) needs; give another destination.")
    }
    guard options.delay == .zero else {
      throw TaskError(
        .invalidOption,
        "The FIFO queue \(queue) delays no single messages; push it back without a delay.")
    }
    return target
  }

  /// What a message says of its origin may be anybody's words: the queue must send its letters here.
  private func look(up queue: QueueName) async throws -> Target {
    let attributes = try await letters.broker.services.administration.attributes(of: queue)
    let isOwn = letters.broker.batchers[queue] != nil
    let sendsHere = attributes.redrivePolicy?.deadLetterTarget.queue == letters.queue
    guard options.destination != nil || isOwn || sendsHere else {
      throw TaskError(
        .unknownQueue,
        "It says that it came from \(queue), which is no queue of the broker and has another dead-letter "
          + "queue. Give that queue as the destination if that is right.")
    }
    return Target(
      queue: queue, maximumMessageSize: attributes.maximumMessageSize ?? SQSLimits.messageBytes)
  }
}
