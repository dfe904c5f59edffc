import DovetailTransport

/// The message's attribute that says: it may have been sent before, so look for its result first.
enum ResentMark {
  static let attribute = "dovetail_resent"
}

extension Broker {
  /// Sends a call unless one of its key was sent already; returns the one that counts.
  func sendOnce(_ outgoing: OutgoingTask, _ key: OnceKey) async throws -> SentCall {
    let ledger = try onceLedger(for: "once")
    let name = "once/\(outgoing.task.name.keyPart)/\(key.text.keyPart)"
    let entry = OnceRecord.Entry(id: outgoing.task.id)
    var claim = try await ledger.claim(name, [entry], for: key.lifetime)
    guard let recorded = claim.record.entries.first, claim.record.isPending else {
      return SentCall(
        id: claim.record.entries.first?.id ?? outgoing.task.id,
        keepsResult: outgoing.task.keepsResult)
    }
    var outgoing = outgoing
    outgoing.task.id = recorded.id
    if claim.isRepeated { outgoing.attributes[ResentMark.attribute] = .string("True") }
    let sent = try await send(outgoing)
    claim.record.entries[0].isSent = true
    await ledger.settle(claim)
    return sent
  }

  func onceLedger(for what: String) throws(TaskError) -> OnceLedger {
    guard let folder = services.blobs else {
      throw TaskError(
        .noBlobs,
        "The broker has no blob store, which \(what) needs for its records. Give its services blobs."
      )
    }
    return OnceLedger(folder: folder, clock: clock, logger: configuration.logger)
  }
}
