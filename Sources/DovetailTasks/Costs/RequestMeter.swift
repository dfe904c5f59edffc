import DovetailTransport
import Metrics
import Synchronization

/// Counts the requests of a broker and its workers, for its metrics and its cost report.
final class RequestMeter: Sendable {
  /// Where a request went.
  enum Place: Hashable, Sendable {
    case queue(QueueName)
    case bucket(BucketName)
  }

  private struct Key: Hashable {
    let action: RequestAction
    let place: Place
  }

  private struct Account {
    var tally = RequestTally()
    let counter: Counter
  }

  private let metrics: any MetricsFactory
  private let accounts = Mutex<[Key: Account]>([:])

  init(metrics: any MetricsFactory) {
    self.metrics = metrics
  }

  /// Counts a request; `add` says how large it was.
  func count(
    _ action: RequestAction, at place: Place, _ add: (inout RequestTally) -> Void
  ) {
    let key = Key(action: action, place: place)
    let counter = accounts.withLock { accounts in
      var account = accounts[key] ?? Account(counter: makeCounter(for: key))
      add(&account.tally)
      accounts[key] = account
      return account.counter
    }
    counter.increment()
  }

  /// All that was counted, by kind and tariff.
  var tallies: [CostReport.Kind: RequestTally] {
    accounts.withLock { accounts in
      accounts.reduce(into: [:]) { tallies, account in
        let kind = CostReport.Kind(action: account.key.action, isFIFO: account.key.place.isFIFO)
        tallies[kind, default: RequestTally()].add(account.value.tally)
      }
    }
  }

  /// Made once for each kind and place.
  private func makeCounter(for key: Key) -> Counter {
    let place =
      switch key.place {
      case .queue(let queue): ("queue", queue.text)
      case .bucket(let bucket): ("bucket", bucket.text)
      }
    return Counter(
      label: MetricLabel.requests, dimensions: [("action", key.action.rawValue), place],
      factory: metrics)
  }
}

extension RequestMeter.Place {
  fileprivate var isFIFO: Bool {
    if case .queue(let queue) = self { queue.isFIFO } else { false }
  }
}
