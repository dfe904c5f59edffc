internal import DovetailSQLite
internal import DovetailTransport

/// The server's figures in the text format of Prometheus.
///
/// Source: Prometheus documentation, "Exposition formats".
struct Metrics {
  private let state: ServerState

  /// The most queues that are told of: each costs a look into the database.
  static let mostQueues = 500

  init(_ state: ServerState) {
    self.state = state
  }

  func text() async throws -> String {
    var text = MetricsText()
    addCalls(to: &text)
    try await addQueues(to: &text)
    text.family(
      "dovetail_start_time_seconds", "gauge", "When the server started, in seconds since 1970.")
    text.sample([], Double(state.started.milliseconds) / 1000)
    text.family("dovetail_faults_struck_total", "counter", "Calls or entries that faults broke.")
    for fault in state.faults.faults {
      text.sample([("fault", "\(fault.id)")], Double(fault.strikes))
    }
    return text.text
  }

  private func addCalls(to text: inout MetricsText) {
    let calls = state.calls.sorted
    text.family("dovetail_requests_total", "counter", "Requests that were answered.")
    for (call, entry) in calls {
      for (place, count) in entry.answers.enumerated() where count > 0 {
        text.sample(call.labels + [("status", "\(place)xx")], Double(count))
      }
    }
    text.family(
      "dovetail_request_seconds_total", "counter",
      "The time that requests took together; receives with their wait.")
    for (call, entry) in calls { text.sample(call.labels, entry.time.inSeconds) }
  }

  private func addQueues(to text: inout MetricsText) async throws {
    let summaries = try await summaries()
    text.family("dovetail_queue_messages", "gauge", "Messages of a queue, by their state.")
    for (labels, summary) in summaries {
      for state in MessageState.allCases {
        text.sample(labels + [("state", state.rawValue)], Double(summary[state].count))
      }
    }
    text.family(
      "dovetail_queue_oldest_message_seconds", "gauge",
      "The age of the oldest message of a queue that has one.")
    for (labels, summary) in summaries {
      if let age = summary.oldestAge { text.sample(labels, age.inSeconds) }
    }
  }

  private func summaries() async throws -> [(labels: MetricsText.Labels, summary: QueueSummary)] {
    var summaries: [(labels: MetricsText.Labels, summary: QueueSummary)] = []
    for (id, region) in try await state.double.accounts() {
      let account = try await state.accounts.account(id, region: region)
      let room = Self.mostQueues - summaries.count
      guard room > 0 else { break }
      let page = try await account.administration.listQueues(
        ListQueuesOptions(maxResults: min(room, 1000)))
      for queue in page.queues {
        // One that was deleted meanwhile has no figures.
        guard let summary = try? await account.inspection.summary(of: queue) else { continue }
        summaries.append(
          ([("queue", queue.text), ("account", id), ("region", region)], summary))
      }
    }
    return summaries
  }
}

extension ServedCall {
  fileprivate var labels: MetricsText.Labels {
    [
      ("service", service.rawValue), ("action", action), ("resource", resource ?? ""),
      ("account", account), ("region", region),
    ]
  }
}
