package import DovetailTransport

extension FaultRule {
  /// Reads the member `faults` of a configuration file.
  static func list(_ members: inout JSONMembers) throws(ServerError) -> [FaultRule] {
    var rules: [FaultRule] = []
    for rule in try members.objects("faults", "fault") ?? [] { rules.append(try FaultRule(rule)) }
    return rules
  }

  /// Reads a rule as a command line has it: `effect=throttle,actions=SendMessage,rate=0.1`.
  package init(pairs text: String) throws(ServerError) {
    try self.init(JSONMembers(pairs: text, of: "the fault \"\(text)\""))
  }

  /// Reads a rule: its effect and what goes with that, and where, how often and by which seed it strikes.
  init(_ members: JSONMembers) throws(ServerError) {
    var members = members
    let actions = try Self.actions(&members)
    self.init(try Self.effect(&members), to: Set(actions.values))
    operations = Set(actions.keys)
    let unfit = actions.filter { !effect.possibleActions.contains($0.value) }
    guard unfit.isEmpty else {
      throw ServerError(
        "\(members.opening) has an effect that cannot happen to "
          + unfit.keys.sorted().joined(separator: ", ") + ".")
    }
    place = try Self.place(&members)
    if let places = try members.texts("entries") {
      let numbers = places.compactMap { Int($0) }
      guard numbers.count == places.count else {
        throw members.wrong("entries", "a list of places in a batch, counted from 0")
      }
      entries = .at(Set(numbers))
    }
    if let text = try members.text("body") { entries = .body(containing: text) }
    rate = try members.number("rate") ?? rate
    guard (0...1).contains(rate) else { throw members.wrong("rate", "a number from 0 to 1") }
    count = try Self.count(&members, "count")
    skips = try Self.count(&members, "skip") ?? 0
    seed = try Self.count(&members, "seed").map(UInt64.init)
    try members.end()
  }

  private static func place(_ members: inout JSONMembers) throws(ServerError) -> String? {
    let queue = try members.text("queue")
    let bucket = try members.text("bucket")
    guard queue == nil || bucket == nil else {
      throw ServerError("\(members.opening) can be for a queue or for a bucket, not for both.")
    }
    if let queue { return try QueueName(declared: queue).text }
    return bucket
  }

  private static func count(
    _ members: inout JSONMembers, _ name: String
  ) throws(ServerError) -> Int? {
    guard let count = try members.integer(name) else { return nil }
    guard count >= 0 else { throw members.wrong(name, "a whole number from 0") }
    return count
  }

  /// The actions by their names in SQS and S3, with what can happen to them.
  private static func actions(
    _ members: inout JSONMembers
  ) throws(ServerError) -> [String: FaultAction] {
    var actions: [String: FaultAction] = [:]
    for name in try members.texts("actions") ?? [] {
      guard let action = FaultNames.action(name) else {
        throw ServerError(
          "\(members.opening) names the action \"\(name)\", which the server does not answer. It answers "
            + FaultNames.actions.joined(separator: ", ") + ".")
      }
      actions[name] = action
    }
    return actions
  }
}

// What happens.
extension FaultRule {
  private static func effect(_ members: inout JSONMembers) throws(ServerError) -> FaultEffect {
    let name = try members.text("effect") ?? ""
    switch name {
    case "throttle": return .fail(.throttled, .beforeAct)
    case "unreachable": return .fail(.unreachable, .beforeAct)
    case "loseRequest": return .fail(.outcomeUnknown, .beforeAct)
    case "loseAnswer": return .fail(.outcomeUnknown, .afterAct)
    case "fail": return .fail(try code(&members), .beforeAct)
    case "failEntries": return .failEntries(try code(&members), .beforeAct)
    case "delay": return .delay(try delay(&members), .beforeAct)
    case "delayAnswer": return .delay(try delay(&members), .afterAct)
    case "duplicate": return .duplicate
    case "disorder": return .disorder
    case "corrupt": return .corrupt
    case "vanish": return .vanish
    default:
      throw ServerError(
        "\(members.opening) needs an effect: throttle, unreachable, loseRequest, loseAnswer, fail, "
          + "failEntries, delay, delayAnswer, duplicate, disorder, corrupt or vanish.")
    }
  }

  private static func code(_ members: inout JSONMembers) throws(ServerError) -> TransportError.Code
  {
    guard let name = try members.text("code"), let code = FaultNames.code(name) else {
      throw members.wrong("code", "an error of SQS or S3, such as OverLimit or SlowDown")
    }
    return code
  }

  private static func delay(_ members: inout JSONMembers) throws(ServerError) -> Duration {
    guard let delay = try members.duration("by") else {
      throw members.wrong("by", "a duration such as 500ms or 2s")
    }
    return delay
  }
}
