/// What was measured of one form of sending; medians over the rounds.
struct SendLine {
  /// One turn of the broker, and one of each rival, close together.
  struct Round {
    var tasks: Sample
    var requests: Int
    var rivals: [Sample]
  }

  let store: Store
  let form: SendForm
  let rounds: [Round]

  static let head = """
    | store | tasks | tasks/s | CPU µs | messages a request | transport, callers x batch | messages/s \
    | CPU µs | ratio (quartiles) |
    |---|---|---|---|---|---|---|---|---|
    """

  static func name(_ store: Store, _ form: SendForm) -> String {
    "\(store.rawValue) \(form.name)"
  }

  /// A row for each rival.
  var rows: String {
    form.rivals.indices.map(row).joined(separator: "\n")
  }

  private func row(_ rival: Int) -> String {
    let others = rounds.map { $0.rivals[rival] }
    let ratios = rounds.map { $0.tasks.rate / $0.rivals[rival].rate }
    let shape = form.rivals[rival]
    let cells = [
      store.rawValue, form.name, number(rounds.map(\.tasks.rate).median),
      number(rounds.map(\.tasks.cpuMicroseconds).median), number(meanBatch),
      "\(shape.callers) x \(shape.batch)", number(others.map(\.rate).median),
      number(others.map(\.cpuMicroseconds).median),
      "\(number(ratios.median)) (\(number(ratios.quantile(0.25))) to \(number(ratios.quantile(0.75))))",
    ]
    return "| \(cells.joined(separator: " | ")) |"
  }

  private var meanBatch: Double {
    let messages = rounds.reduce(0) { $0 + $1.tasks.messages }
    return Double(messages) / Double(rounds.reduce(0) { $0 + $1.requests })
  }
}
