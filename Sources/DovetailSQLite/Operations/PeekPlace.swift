internal import DovetailTransport

/// Where a page of messages ended.
struct PeekPlace: Equatable {
  /// The group, where they are shown group by group; otherwise empty.
  var group = ""
  var place: MessageTable.Place

  init(group: String = "", _ place: MessageTable.Place) {
    self.group = group
    self.place = place
  }

  /// Reads what ``text`` wrote.
  init(_ text: String) throws(TransportError) {
    let parts = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let visibleAt = Int64(parts[0]), let row = Int64(parts[1]) else {
      throw .invalid(.invalidParameterValue, "Invalid or expired next token.")
    }
    self.init(
      group: String(parts[2]),
      MessageTable.Place(visibleAt: Timestamp(milliseconds: visibleAt), row: row))
  }

  var text: String { "\(place.visibleAt.milliseconds) \(place.row) \(group)" }
}

extension MessageTable.Line {
  /// Whether its messages stand in the order in which they become visible.
  var isByVisibility: Bool {
    if case .group = self { false } else { true }
  }

  /// The place before all that become visible after `instant`, where that is the order.
  func start(after instant: Timestamp) -> MessageTable.Place {
    MessageTable.Place(visibleAt: instant, row: isByVisibility ? .max : .min)
  }
}
