import DovetailTransport
import Logging

/// Tells metrics and log what a run of a body does.
struct RunObserver: Sendable {
  private let subject: LogSubject
  private let name: String
  private let metrics: RunMetrics?
  private let logger: Logger
  private let start = ContinuousClock.now

  /// The body begins; a batch's with several messages, of which the lines of the log are about the first.
  init(_ name: String, _ deliveries: [Delivery], subject: LogSubject, _ broker: Broker) {
    self.subject = subject
    self.name = name
    metrics = broker.runMetrics
    logger = broker.configuration.logger
    guard let metrics else { return }
    let now = broker.clock.now
    let firsts = deliveries.lazy.filter { $0.attempt == 1 }
    metrics.began(
      name, of: subject.queue, after: firsts.map { $0.message.sentAt.duration(to: now) })
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
