import DovetailTasks
import DovetailTransport

/// Looks at the queues of a broker: whether they are there, and whether they fit how they are worked on.
struct QueueCheck {
  let administration: any QueueAdministration
  let checkUp: CheckUp
  /// Whether a broker makes those that are not there.
  let areMade: Bool

  func findings() async -> [Finding] {
    var found: [(declared: TaskQueue, name: QueueName, attributes: QueueAttributes)] = []
    var findings: [Finding] = []
    for declared in await declared {
      do {
        let name = try checkUp.configuration.fullName(of: declared.name)
        found.append((declared, name, try await administration.attributes(of: name)))
      } catch {
        findings.append(missing(declared, error))
      }
    }
    let targets = Set(found.compactMap { $0.attributes.redrivePolicy?.deadLetterTarget.queue })
    for queue in found where !targets.contains(queue.name) {
      let facts = QueueFacts(
        declared: queue.declared, name: queue.name, attributes: queue.attributes,
        deadLetters: await deadLetters(of: queue.attributes), checkUp: checkUp)
      findings += await isTarget(facts) ? [] : facts.findings
    }
    return findings
  }

  /// Those to look at; all that begin with the prefix if that is asked for, and they may be listed.
  private var declared: [TaskQueue] {
    get async {
      let configuration = checkUp.configuration
      let prefix = configuration.namePrefix
      guard checkUp.looksAtAllQueues,
        // Who may not list is told so by the look at the default queue.
        let page = try? await administration.listQueues(ListQueuesOptions(prefix: prefix)),
        !page.queues.isEmpty
      else { return configuration.allQueues }
      return page.queues.map { TaskQueue(String($0.text.dropFirst(prefix.count))) }
    }
  }

  private func missing(_ declared: TaskQueue, _ error: any Error) -> Finding {
    let subject = "queue \(checkUp.configuration.namePrefix)\(declared.name)"
    guard let error = error as? TransportError else {
      return Finding(.fault, subject, "queue.failed", "\(error)")
    }
    switch error.code {
    case .queueDoesNotExist where areMade:
      return Finding(
        .advice, subject, "queue.missing",
        "It does not exist yet; a broker that is opened makes it.")
    case .queueDoesNotExist:
      return Finding(
        .fault, subject, "queue.missing", "It does not exist.",
        remedy:
          "Make it, or let the broker do so with createsQueues; look at region and prefix too.")
    case .accessDenied:
      return Finding(
        .fault, subject, "queue.denied", "\(error)",
        remedy: "Allow what dovetail iam-policy prints, sqs:GetQueueAttributes among it.")
    default: return Finding(.fault, subject, "queue.failed", "\(error)")
    }
  }

  /// What is known of the dead-letter queue; nil: it does not exist, or the queue names none.
  private func deadLetters(
    of attributes: QueueAttributes
  ) async -> Result<QueueAttributes, any Error>? {
    guard let target = attributes.redrivePolicy?.deadLetterTarget.queue else { return nil }
    do {
      return .success(try await administration.attributes(of: target))
    } catch {
      return .failure(error)
    }
  }

  /// Whether it keeps the dead letters of others, and so needs no queue for its own.
  private func isTarget(_ facts: QueueFacts) async -> Bool {
    guard facts.attributes.redrivePolicy == nil else { return false }
    // Who may not ask is not told; then it is taken for one that is worked on.
    let page = try? await administration.deadLetterSources(
      of: facts.name, DeadLetterSourcesOptions())
    return page?.queues.isEmpty == false
  }
}
