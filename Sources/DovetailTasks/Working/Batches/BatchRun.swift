import DovetailTransport
import Synchronization

/// Runs the body of a batch once, and says what is to become of each of its messages.
///
/// Changes nothing itself.
struct BatchRun: Sendable {
  let members: [BatchMember]
  let handler: TaskHandler
  let work: BatchWork
  let run: WorkerRun
  /// Called when the body is told to end.
  let onCancel: @Sendable () -> Void

  func verdicts() async -> [Verdict] {
    let configuration = run.broker.configuration
    let timeout = members.compactMap(\.prepared.timeout).min()
    let logs = members.map { _ in RunLog() }
    let deadline = timeout.map(run.broker.clock.now.advanced)
    let entries = zip(members, logs).map { member, log in
      BatchWork.Entry(
        arguments: member.prepared.task.arguments,
        context: TaskContext(
          member.prepared, member.delivery, run, log: log, deadline: deadline))
    }
    let runner = BodyRunner(
      pool: handler.isBlocking ? run.pool : nil, executor: run.broker.services.executor,
      timeout: timeout, clock: run.broker.clock, signals: run.signals, onCancel: onCancel)
    let chain = BatchChain(middleware: configuration.runMiddleware, work: work)
    let answer = OneShot<[Result<[UInt8], any Error>]>()
    let body = await runner.run {
      // Each message carries its own; what is sent here carries none, unless the body says so.
      let results = await CarriedContext.$values.withValue([:]) {
        await BatchTracing(members: members, handler: handler).run { await chain.run(entries) }
      }
      answer.set(results)
    } cancelledBy: { cancel in
      cancelWhenAllAreLost(cancel)
    }
    guard let body else { return members.map { _ in .stuck } }
    let results: [Result<[UInt8], any Error>] =
      switch body.outcome {
      case .success: await answer.value()
      case .failure(let error): members.map { _ in .failure(error) }
      }
    let judge = RunJudge(
      random: configuration.random, clock: run.broker.clock, signals: run.signals)
    return members.indices.map { place in
      let end = RunEnd(
        outcome: results[place], executionTime: body.elapsed,
        expiredAfter: body.isExpired ? timeout : nil, log: logs[place].text)
      return judge.verdict(on: end, of: members[place].prepared, members[place].delivery)
    }
  }

  /// While one message of a batch is still held, the call is worth its end; a group is lost as a whole.
  private func cancelWhenAllAreLost(_ cancel: @escaping @Sendable () -> Void) {
    let held = Held(members.count)
    let lanes = Dictionary(grouping: members) { member in
      let message = member.delivery.message
      return member.delivery.profile.queue.isFIFO ? message.groupID : message.id.rawValue
    }
    for lane in lanes.values.map({ $0.map(\.delivery.lease) }) {
      for lease in lane {
        lease.onLoss {
          for other in lane { other.lose() }
          if held.loseOne() { cancel() }
        }
      }
    }
  }
}

/// How many messages of a batch are held.
private final class Held: Sendable {
  private let count: Mutex<Int>

  init(_ count: Int) {
    self.count = Mutex(count)
  }

  /// Returns whether that was the last.
  func loseOne() -> Bool {
    count.withLock { count in
      count -= 1
      return count == 0
    }
  }
}
