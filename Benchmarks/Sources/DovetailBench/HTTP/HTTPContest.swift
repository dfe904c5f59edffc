import Foundation

/// Turns of short calls, alone and beside parked polls, as the program `http-load` made and timed them.
struct HTTPContest {
  /// 1,000 calls.
  private struct Turn {
    var isBesidePolls: Bool
    var callers: Int
    /// In microseconds.
    var p50: Double
    var cpu: Double

    /// Reads "polls 8 1021.5 80.2"; nil for other lines.
    init?(_ line: Substring) {
      let words = line.split(separator: " ")
      guard words.count == 4, let callers = Int(words[1]), let p50 = Double(words[2]),
        let cpu = Double(words[3])
      else { return nil }
      isBesidePolls = words[0] == "polls"
      (self.callers, self.p50, self.cpu) = (callers, p50, cpu)
    }
  }

  private var turns: [Turn]
  private var threads: Substring

  static func run(rounds: Int) throws -> HTTPContest {
    let load = Process()
    let output = Pipe()
    load.executableURL = Bundle.main.executableURL?
      .deletingLastPathComponent().appendingPathComponent("http-load")
    load.arguments = ["polls", "\(rounds)"]
    load.standardOutput = output
    try load.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    load.waitUntilExit()
    guard load.terminationStatus == 0 else {
      throw BenchmarkError(what: "http-load ended with \(load.terminationStatus)")
    }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    return HTTPContest(
      turns: lines.compactMap(Turn.init),
      threads: lines.first { $0.hasPrefix("Threads:") }?.split(separator: "\t").last ?? "?")
  }

  func markdown() -> String {
    var text = """
      | callers | alone: p50 µs | CPU µs | beside 64 polls: p50 µs | CPU µs | p50 ratio (quartiles) | CPU ratio (quartiles) |
      |---|---|---|---|---|---|---|

      """
    var bars: [Bar] = []
    for callers in Set(turns.map(\.callers)).sorted() {
      let alone = turns.filter { $0.callers == callers && !$0.isBesidePolls }
      let beside = turns.filter { $0.callers == callers && $0.isBesidePolls }
      let p50 = zip(beside, alone).map { $0.p50 / $1.p50 }
      let cpu = zip(beside, alone).map { $0.cpu / $1.cpu }
      let cells = [
        "\(callers)", number(alone.map(\.p50).median), number(alone.map(\.cpu).median),
        number(beside.map(\.p50).median), number(beside.map(\.cpu).median), cell(p50), cell(cpu),
      ]
      text += "| \(cells.joined(separator: " | ")) |\n"
      bars += [
        Bar(
          name: "p50 of \(callers) callers beside polls", target: 1.5, measured: p50.median,
          side: .atMost),
        Bar(
          name: "CPU of \(callers) callers beside polls", target: 1.1, measured: cpu.median,
          side: .atMost),
      ]
    }
    text += "\nThreads with 1,000 polls parked: \(threads)\n"
    return text + bars.map { "\n\($0)" }.joined()
  }

  private func cell(_ ratios: [Double]) -> String {
    "\(number(ratios.median)) (\(number(ratios.quantile(0.25))) to \(number(ratios.quantile(0.75))))"
  }
}
