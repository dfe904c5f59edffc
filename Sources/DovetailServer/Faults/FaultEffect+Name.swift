internal import DovetailTransport

extension FaultEffect {
  /// The members of a rule that say what happens, as they are read.
  var members: [(name: String, text: String)] {
    switch self {
    case .fail(.throttled, .beforeAct): [("effect", "throttle")]
    case .fail(.unreachable, .beforeAct): [("effect", "unreachable")]
    case .fail(.outcomeUnknown, .beforeAct): [("effect", "loseRequest")]
    case .fail(.outcomeUnknown, .afterAct): [("effect", "loseAnswer")]
    case .fail(let code, _): [("effect", "fail"), ("code", code.rawValue)]
    case .failEntries(let code, _): [("effect", "failEntries"), ("code", code.rawValue)]
    case .delay(let duration, let moment):
      [
        ("effect", moment == .beforeAct ? "delay" : "delayAnswer"),
        ("by", "\(duration.wholeMilliseconds)ms"),
      ]
    case .duplicate: [("effect", "duplicate")]
    case .disorder: [("effect", "disorder")]
    case .corrupt: [("effect", "corrupt")]
    case .vanish: [("effect", "vanish")]
    case .crash(let moment): [("effect", moment == .beforeAct ? "crash" : "crashAfter")]
    }
  }
}
