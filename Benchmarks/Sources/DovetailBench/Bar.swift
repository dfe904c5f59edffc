/// A figure that was promised, and what came of it.
struct Bar: CustomStringConvertible {
  /// On which side of the bar it is met.
  enum Side: String {
    case atLeast = "at least"
    case atMost = "at most"
  }

  var name: String
  var target: Double
  var measured: Double
  var side = Side.atLeast

  private var isMet: Bool {
    switch side {
    case .atLeast: measured >= target
    case .atMost: measured <= target
    }
  }

  var description: String {
    "- \(isMet ? "met" : "missed"): \(name): \(number(measured)), "
      + "bar \(side.rawValue) \(number(target))"
  }

  /// The bars that the report's lines speak of.
  static func judged(_ report: Report) -> [Bar] {
    report.lines.compactMap { line in
      switch (line.store, line.shape.callers, line.shape.batch) {
      case (_, 8, 10): Bar(name: "\(line.name), ratio", target: 0.6, measured: line.ratio)
      case (.file, 64, 1):
        if let multiple = line.multipleOfSerial, let sync = report.syncMicroseconds {
          Bar(
            name: "\(line.name), times one caller", target: multipleOfSerial(sync: sync),
            measured: multiple)
        } else {
          nil
        }
      default: nil
      }
    }
  }

  /// 6 where a sync takes up to 0.2 ms, 20 where it takes 1 ms and more, and in between in proportion.
  private static func multipleOfSerial(sync microseconds: Double) -> Double {
    6 + 14 * min(max((microseconds - 200) / 800, 0), 1)
  }
}
