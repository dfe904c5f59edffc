import Foundation

/// What it took to handle some messages.
struct Sample {
  var messages: Int
  var seconds: Double
  /// Processor time of the whole process, user and system.
  var cpuSeconds: Double

  var rate: Double { Double(messages) / seconds }
  var cpuMicroseconds: Double { cpuSeconds * 1e6 / Double(messages) }
}

/// Measures from its making on.
struct Stopwatch {
  private let start = ContinuousClock.now
  private let cpuAtStart = Self.cpuSeconds

  func stop(after messages: Int) -> Sample {
    let elapsed = (ContinuousClock.now - start).components
    return Sample(
      messages: messages,
      seconds: Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18,
      cpuSeconds: Self.cpuSeconds - cpuAtStart
    )
  }

  /// What the process has used so far.
  static var cpuSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

extension [Double] {
  /// The value at `share` of the sorted elements, 0 to 1; not a number when there are none.
  func quantile(_ share: Double) -> Double {
    guard !isEmpty else { return .nan }
    let sorted = sorted()
    return sorted[Int((Double(count - 1) * share).rounded())]
  }

  var median: Double { quantile(0.5) }
}
