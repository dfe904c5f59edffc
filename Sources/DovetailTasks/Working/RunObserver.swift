import DovetailTransport
import Logging

/// Tells metrics and log what a run of a body does.
struct RunObserver: Sendable {
  private let subject: LogSubject
  private let name: String
  private let metrics: RunMetrics?
  private let logger: Logger
  private let start = ContinuousClock.now

  /// The body begins.
  init(_ task: TaskMessage, _ delivery: Delivery, _ broker: Broker) {
    subject = delivery.subject
    name = task.name
    metrics = broker.runMetrics
    logger = broker.configuration.logger
    guard let metrics else { return }
    let wait = delivery.message.sentAt.duration(to: broker.clock.now)
    metrics.began(name, of: subject.queue, after: delivery.attempt == 1 ? wait : nil)
  }

  /// The body was told to end, and has not.
  func isStuck() {
    metrics?.isStuck(true, on: subject.queue)
    logger.error(
      "The body was cancelled and has not returned; until it does it takes up one of the worker's runs.",
      metadata: subject.metadata)
  }

  /// It has returned after all, or is left behind.
  func isStuckNoMore() {
    metrics?.isStuck(false, on: subject.queue)
  }

  /// The run is over.
  func ended() {
    metrics?.ended(name, of: subject.queue, after: start.duration(to: .now))
  }
}
