/// Shows how far a run is: a line that is rewritten on a terminal, else a line every so often.
struct ProgressMeter {
  private let label: String?
  private let isInteractive: Bool
  private var line = ProgressLine(done: 0, total: 0)

  /// Without a label, as for a process that is watched by another, the lines are bare.
  init(_ label: String? = nil) {
    self.label = label
    isInteractive = label != nil && Terminal.isInteractive
  }

  mutating func begin(_ total: Int) {
    show(ProgressLine(done: 0, total: total))
  }

  mutating func advance() {
    show(ProgressLine(done: line.done + 1, total: line.total))
  }

  /// Leaves the line as it is, whether the run is over or was broken off.
  func end() {
    if isInteractive, !isOver { Terminal.write("\n") }
  }

  mutating func show(_ new: ProgressLine) {
    let old = line
    line = new
    let text = label.map { "\($0): \(new)" } ?? "\(new)"
    if isInteractive {
      Terminal.write("\r\(bar) \(text)\u{1B}[K" + (isOver ? "\n" : ""))
    } else if steps(old) < steps(new) || isOver || new.done == 0 {
      Terminal.writeLine(text)
    }
  }

  private var isOver: Bool { line.done == line.total }

  private static let width = 20

  /// How much of the bar is full.
  private func steps(_ line: ProgressLine) -> Int {
    line.total == 0 ? 0 : line.done * Self.width / line.total
  }

  private var bar: String {
    let full = steps(line)
    return String(repeating: "█", count: full) + String(repeating: "░", count: Self.width - full)
  }
}
