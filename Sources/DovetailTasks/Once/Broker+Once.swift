import DovetailTransport

/// The message's attribute that says: it may have been sent before, so look for its result first.
enum ResentMark {
  static let attribute = "dovetail_resent"
}

extension Broker {
  /// Sends a call unless one of its key was sent already; returns the one that counts.
  func sendOnce(_ outgoing: OutgoingTask, _ key: OnceKey) async throws -> SentCall {
    let ledger = try onceLedger(for: "once")
    try outgoing.reserveResentMark()
    let name = onceName("once", outgoing.task.name, key.text)
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

  /// The name of a record: brokers with other prefixes have others, though they share a folder.
  func onceName(_ kind: String, _ first: String, _ second: String) -> String {
    "\(kind)/\(configuration.namePrefix.keyPart)+\(first.keyPart)/\(second.keyPart)"
  }

  func onceLedger(for what: String) throws(TaskError) -> OnceLedger {
    guard let folder = services.blobs else {
      throw TaskError(
        .noBlobs,
        "The broker has no blob store, which \(what) needs for its records. Give its services blobs."
      )
    }
    return OnceLedger(
      folder: folder, clock: clock, random: configuration.random, logger: configuration.logger)
  }
}

extension OutgoingTask {
  /// Throws when there is no room for the mark of a repetition, which a crash may call for later.
  func reserveResentMark() throws(TaskError) {
    guard attributes.count < SQSLimits.messageAttributes else {
      throw TaskError(
        .invalidOption,
        "Task \(task.name) has \(attributes.count) attributes; with a once key there may be 9, since its "
          + "repetition is marked by one.")
    }
  }
}
