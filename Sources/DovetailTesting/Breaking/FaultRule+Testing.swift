public import DovetailTransport

// Faults that are about tasks.
extension FaultRule {
  /// The next run loses its lease before its body begins: it is cancelled, and its message comes again.
  ///
  /// In a ``TestBroker`` time passes for it, until the lease would be over.
  public static var loseLease: FaultRule { .loseLeases.times(1) }

  /// The bodies that are too large for their messages are gone from where they are kept.
  public static var dropPayloads: FaultRule {
    .loseBlobs.only(.matching { $0.key.map { $0.hasPrefix("payloads/") } ?? false })
  }

  /// Whether renewals are told that the message is gone.
  var losesLeases: Bool {
    guard case .failEntries(let code, _) = effect, actions.contains(.changeVisibility) else {
      return false
    }
    return [.messageNotAvailable, .receiptHandleInvalid, .receiptHandleExpired].contains(code)
  }
}
