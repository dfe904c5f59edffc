import DovetailTransport
import Logging

/// The receives of a queue that go on, and what their answers say about the next.
///
/// Who waits for the answers begins and ends them: a receive that is not begun again has ended.
struct PollsUnderWay {
  private let poller: QueuePoller
  private let backlog: Backlog
  private let answers = PollAnswers()
  private var pace: PollPace
  /// How often in a row it has failed; receives that went on at once fail once.
  private var failures = 0
  /// When the queue is asked again after a failure.
  private var resumesAt: Timestamp?
  /// Whether there is nothing left to receive from: the broker has been shut down.
  private var isOver = false

  /// How long a receive beside others waits for a message.
  ///
  /// The shortest wait that there is. Without any, SQS asks only some of its servers, and may bring less
  /// than there is; what it brings is what more receives are begun for. To wait longer would keep a queue that
  /// has run dry busy for nothing.
  /// Source: SQS developer guide, "Amazon SQS short and long polling".
  private static let waitBesides = Duration.seconds(1)

  init(of poller: QueuePoller) {
    self.poller = poller
    backlog = Backlog(in: poller.run)
    pace = PollPace(batch: poller.profile.receiveBatch)
  }

  private var clock: any WallClock { poller.run.broker.clock }

  /// Begins the receives that there is room for, one at least; returns false when none goes on and none is
  /// to begin.
  mutating func begin(in running: inout DiscardingTaskGroup) async -> Bool {
    if pace.underWay == 0 {
      guard let room = await roomAlone() else { return false }
      resumesAt = nil
      begin(upTo: room, waitTime: poller.profile.waitTime, in: &running)
    }
    while pace.mayBeginBeside, !isOver, poller.hasRoom(for: pace.batch, besides: backlog) {
      let waitTime = min(poller.profile.waitTime, Self.waitBesides)
      begin(upTo: pace.batch, waitTime: waitTime, in: &running)
    }
    return true
  }

  /// The next answer's lanes, which are to be begun; none if it failed.
  mutating func next() async -> [LaneRun] {
    let answer = await answers.next()
    let lanes = (try? answer.result.get()) ?? []  // An error is looked at below.
    backlog.answered(lanes.count, of: answer.asked)
    if case .failure(let error) = answer.result {
      failed(error, answer)
    } else {
      note(.answered(since: answer.begunAt))
      let count = lanes.reduce(0) { $0 + $1.leases.count }
      pace.answered(with: count, of: answer.asked, beside: answer.isBeside)
      if !pace.hasFailed { failures = 0 }
    }
    return lanes.map {
      LaneRun(
        run: poller.run, lane: $0, waitsForRetries: true, traveller: nil, backlog: backlog)
    }
  }

  /// How many messages a receive may ask for that goes on by itself, as soon as there is room; nil: there is
  /// to be none.
  private func roomAlone() async -> Int? {
    await backlog.waitUntilStarted()
    if let resumesAt { await sleep(until: resumesAt) }
    guard !isOver else { return nil }
    let room = await poller.room()
    return poller.isStopped ? nil : room
  }

  private mutating func begin(
    upTo count: Int, waitTime: Duration, in running: inout DiscardingTaskGroup
  ) {
    let begunAt = clock.uptime
    note(.began(at: begunAt))
    backlog.ask(count)
    let isBeside = pace.begin()
    running.addTask(executorPreference: poller.executor) { [poller, answers] in
      let result: Result<[MessageLane], any Error>
      do {
        result = .success(try await poller.poll(upTo: count, waitTime: waitTime))
      } catch {
        result = .failure(error)
      }
      answers.add(
        PollAnswer(asked: count, begunAt: begunAt, isBeside: isBeside, result: result))
    }
  }

  private mutating func failed(_ error: any Error, _ answer: PollAnswer) {
    let isFirst = !pace.hasFailed
    pace.failed(beside: answer.isBeside)
    guard !poller.isStopped, !isOver else { return }
    if (error as? TransportError)?.code == .closed {
      isOver = true
      return log(.warning, "The broker has been shut down; its worker ends.")
    }
    note(.failed(since: answer.begunAt))
    guard isFirst else { return }
    failures += 1
    log(.error, "Receiving failed; trying again: \(error)")
    resumesAt = clock.now.advanced(by: pause(after: error))
  }

  /// How long the queue is not asked after a failure: 1 s at first, 30 s at last, with jitter.
  private func pause(after error: any Error) -> Duration {
    let policy = RetryPolicy.exponential(maxAttempts: .max, base: .seconds(2), cap: .seconds(30))
    let jittered = policy.delay(
      afterAttempt: failures, error, using: poller.run.broker.configuration.random)
    return max(.seconds(1), jittered ?? .zero)
  }

  /// Waits until then, or for the stop signal.
  private func sleep(until deadline: Timestamp) async {
    let sleeper = Sleeper()
    // It ends early on the stop signal, which the caller looks at.
    try? await poller.run.signals.stop.during {
      try await sleeper.sleep(until: deadline, on: clock)
    } onStop: {
      sleeper.wake(.success(()))
    }
  }

  private func note(_ event: QueueVitals.Event) {
    poller.run.vitals.note(event, of: poller.profile.queue, on: clock)
  }

  private func log(_ level: Logger.Level, _ message: Logger.Message) {
    poller.run.broker.configuration.logger.log(
      level: level, message, metadata: ["queue": "\(poller.profile.queue)"])
  }
}
