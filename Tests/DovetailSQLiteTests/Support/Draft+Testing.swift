import DovetailTransport

@testable import DovetailSQLite

extension MessageTable.Draft {
  /// A message that is sent now, told apart by its number.
  static func plain(
    _ number: Int, _ body: String = "x", at now: Timestamp, delayedBy delay: Duration = .zero
  ) -> MessageTable.Draft {
    MessageTable.Draft(
      id: UniqueID(high: 1, low: UInt64(number)), content: MessageTable.Content(body: body),
      visibleAt: now.advanced(by: delay), sentAt: now, retainedFrom: now)
  }
}
