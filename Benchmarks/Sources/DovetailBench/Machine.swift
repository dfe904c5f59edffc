import Foundation

/// How busy the whole machine was while the program ran: on a busy one, its figures mean little.
struct Machine {
  private let atStart = Self.times
  private let ownAtStart = Stopwatch.cpuSeconds

  /// The share of the processors' time that other programs took, 0 to 1; nil where it cannot be told.
  var shareOfOthers: Double? {
    guard let before = atStart, let now = Self.times, now.all > before.all else { return nil }
    let own = Stopwatch.cpuSeconds - ownAtStart
    return max(0, now.busy - before.busy - own) / (now.all - before.all)
  }

  /// Seconds since the start of the machine, of all processors together.
  ///
  /// Source: proc_stat(5): user, nice, system, idle, iowait, irq, softirq, steal.
  private static var times: (busy: Double, all: Double)? {
    guard let text = try? String(contentsOfFile: "/proc/stat", encoding: .utf8),
      let line = text.split(separator: "\n").first
    else { return nil }  // Not Linux: there the report does without.
    let ticks = line.split(separator: " ").dropFirst().prefix(8).compactMap { Double($0) }
    guard ticks.count == 8 else { return nil }
    let perSecond = Double(sysconf(Int32(_SC_CLK_TCK)))
    let all = ticks.reduce(0, +)
    return ((all - ticks[3] - ticks[4]) / perSecond, all / perSecond)
  }

  /// What of this process is in memory; nil where it cannot be told.
  ///
  /// Source: proc_pid_statm(5): the second number, in pages.
  static var residentBytes: Int? {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
      let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return nil }  // Not Linux: there the report does without.
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }

  /// How many threads this process has; nil where it cannot be told.
  ///
  /// Source: proc_pid_status(5).
  static var threads: Int? {
    guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("Threads:") })
    else { return nil }  // Not Linux: there the report does without.
    return line.split(separator: "\t").last.flatMap { Int($0) }
  }
}
