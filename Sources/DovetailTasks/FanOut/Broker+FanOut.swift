import DovetailTransport

extension Broker {
  /// Spreads an entity over many tasks, each in a group of its own, so that they run side by side and
  /// repetitions of one stay in order.
  ///
  /// The same entity and batch are sent once: a call that finds them sent adds nothing, one that finds
  /// some missing sends those, with the ids they had. Entity and name of a step travel as labels and as
  /// message attributes `entity_id` and `task_name`; the number of tasks as label `total_tasks`.
  ///
  /// `options`: for all of them; their labels are the place for what is known of the entity. `lifetime`:
  /// how long the batch is remembered, 1 s to 366 days. Throws ``TaskError`` for options out of range,
  /// names that occur twice, and without a blob store, and `TransportError` when that does not answer;
  /// then nothing was sent. A task that is not accepted fails alone.
  public func fanOut(
    _ entity: String, batch: String, _ steps: [FanOutStep],
    options: SendOptions = SendOptions(), for lifetime: Duration = .seconds(7 * 86_400)
  ) async throws -> FanOut {
    let ledger = try onceLedger(for: "a fan-out")
    var outgoing = try FanOutPlan(entity, batch, options, lifetime).tasks(of: steps, pipeline)
    for task in outgoing { try task.reserveResentMark() }
    var claim = try await ledger.claim(
      onceName("fanout", entity, batch),
      zip(steps, outgoing).map { OnceRecord.Entry(id: $1.task.id, step: $0.name) }, for: lifetime)
    let places = Dictionary(
      uniqueKeysWithValues: claim.record.entries.enumerated().map { ($1.step, $0) })
    var pending: [(place: Int, task: OutgoingTask)] = []
    for (step, index) in zip(steps, outgoing.indices) {
      guard let place = places[step.name], !claim.record.entries[place].isSent else { continue }
      outgoing[index].task.id = claim.record.entries[place].id
      if claim.isRepeated { outgoing[index].attributes[ResentMark.attribute] = .string("True") }
      pending.append((place, outgoing[index]))
    }
    let failures = await send(pending, recordingIn: &claim)
    if !pending.isEmpty { await ledger.settle(claim) }
    return FanOut(
      entity: entity, batch: batch, ids: claim.record.ids, added: pending.count - failures.count,
      failures: failures, broker: self)
  }

  /// How far the tasks of an entity's batch have come; nil when no such batch is remembered.
  ///
  /// Reads one stored result for each task. Throws ``TaskError`` when the broker keeps no results or has
  /// no blob store.
  public func fanOutStatus(_ entity: String, batch: String) async throws -> FanOutStatus? {
    guard let results else {
      throw TaskError(.noResults, "The broker keeps no results, so a fan-out has no status.")
    }
    let ledger = try onceLedger(for: "a fan-out")
    guard let record = try await ledger.record(onceName("fanout", entity, batch)) else {
      return nil
    }
    return try await FanOutReader(backend: results.backend).status(of: record)
  }

  /// Sends what is pending and records what was accepted; returns what was not.
  private func send(
    _ pending: [(place: Int, task: OutgoingTask)], recordingIn claim: inout OnceLedger.Claim
  ) async -> [String: any Error] {
    var failures: [String: any Error] = [:]
    await withTaskGroup(of: (Int, (any Error)?).self) { group in
      for (place, task) in pending {
        group.addTask {
          do {
            _ = try await self.send(task)
            return (place, nil)
          } catch {
            return (place, error)
          }
        }
      }
      for await (place, error) in group {
        claim.record.entries[place].isSent = error == nil
        if let error { failures[claim.record.entries[place].step ?? ""] = error }
      }
    }
    return failures
  }
}

extension OnceRecord {
  fileprivate var ids: [String: TaskID] {
    Dictionary(entries.map { ($0.step ?? "", $0.id) }) { first, _ in first }
  }
}
