/// What was measured of one operation in one shape; medians over the rounds.
struct Line: Codable {
  var store: Store
  var operation: Operation
  var shape: Shape
  var messagesPerSecond: Double
  var cpuMicroseconds: Double
  var bareMessagesPerSecond: Double
  var bareCPUMicroseconds: Double
  /// Our rate over that of the bare loop, in the same round.
  var ratio: Double
  /// A quarter of the rounds lay below.
  var lowRatio: Double
  /// A quarter of the rounds lay above.
  var highRatio: Double
  /// Our rate over that of one caller with single messages; nil when that was not measured.
  var multipleOfSerial: Double?

  init(
    _ store: Store, _ operation: Operation, _ shape: Shape, _ rounds: [Round], serial: [Round]
  ) {
    self.store = store
    self.operation = operation
    self.shape = shape
    let ours = rounds.map { $0.embedded[operation] }
    let bare = rounds.map { $0.bare[operation] }
    messagesPerSecond = ours.map(\.rate).median
    cpuMicroseconds = ours.map(\.cpuMicroseconds).median
    bareMessagesPerSecond = bare.map(\.rate).median
    bareCPUMicroseconds = bare.map(\.cpuMicroseconds).median
    let ratios = zip(ours, bare).map { $0.rate / $1.rate }
    ratio = ratios.median
    lowRatio = ratios.quantile(0.25)
    highRatio = ratios.quantile(0.75)
    if !serial.isEmpty {
      multipleOfSerial = zip(ours, serial).map { $0.rate / $1.embedded[operation].rate }.median
    }
  }

  /// Names the line, for `--filter`: "file send 64x1" is 64 callers with single messages.
  static func name(_ store: Store, _ operation: Operation, _ shape: Shape) -> String {
    "\(store.rawValue) \(operation.rawValue) \(shape.callers)x\(shape.batch)"
  }

  var name: String { Self.name(store, operation, shape) }
}
