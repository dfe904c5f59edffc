/// What happens to a call that a rule strikes.
public enum FaultEffect: Hashable, Sendable {
  /// The call throws an error of this code.
  case fail(TransportError.Code, FaultMoment)
  /// Entries of a batch fail with this code, the others go their way.
  ///
  /// Whether a service would call it the sender's fault follows from the code: it is one when the
  /// error is not transient.
  case failEntries(TransportError.Code, FaultMoment)
  /// The call takes this much longer, on the plan's clock.
  case delay(Duration, FaultMoment)
  /// The process is as good as dead: this call and all after it throw `closed` and reach nothing.
  case crash(FaultMoment)
  /// Messages of a standard queue come a second time, with a later receive, even if deleted meanwhile.
  case duplicate
  /// Messages of a standard queue come in any order, of up to ten that could come.
  case disorder
  /// The first character of a body, or the first byte of an object, comes changed.
  case corrupt
  /// The object is not there for those who read or list.
  case vanish
}

/// When a fault happens, as seen from the queue or the store.
public enum FaultMoment: String, Hashable, Sendable, CaseIterable {
  /// Nothing was done yet: the request was lost.
  case beforeAct
  /// All was done: the answer was lost.
  case afterAct
}

extension FaultEffect {
  /// When it happens.
  public var moment: FaultMoment {
    switch self {
    case .fail(_, let moment), .failEntries(_, let moment), .delay(_, let moment),
      .crash(let moment):
      moment
    case .duplicate, .disorder, .corrupt, .vanish: .afterAct
    }
  }

  /// Whether it only happens on standard queues: FIFO queues promise more.
  var isForStandardQueues: Bool { self == .duplicate || self == .disorder }

  /// The calls to which it can happen.
  public var possibleActions: Set<FaultAction> {
    switch self {
    case .fail, .delay, .crash: Set(FaultAction.allCases)
    case .failEntries: [.send, .delete, .changeVisibility, .deleteBlobs]
    case .duplicate, .disorder: [.receive]
    case .corrupt: [.receive, .getBlob]
    case .vanish: [.getBlob, .headBlob, .listBlobs]
    }
  }

  /// Whether it strikes each entry for itself, and not the call.
  var isPerEntry: Bool {
    switch self {
    case .failEntries, .duplicate, .corrupt, .vanish: true
    case .fail, .delay, .crash, .disorder: false
    }
  }

  /// Whether nothing else can happen to the call after it.
  var endsCall: Bool {
    switch self {
    case .fail, .crash: true
    case .delay, .failEntries, .duplicate, .disorder, .corrupt, .vanish: false
    }
  }
}
