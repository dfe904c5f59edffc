import Foundation

/// All that was measured in one run.
struct Report: Codable {
  /// The p50 of fdatasync after an append of 4 KiB; nil when no file was measured.
  var syncMicroseconds: Double?
  /// The share of the processors' time that other programs took, 0 to 1; nil where it is not known.
  var shareOfOthers: Double?
  var lines: [Line] = []

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  func markdown() -> String {
    var text = """
      | store | operation | callers x batch | messages/s | CPU µs | bare loop/s | bare CPU µs | \
      ratio (quartiles) | x 1 caller |
      |---|---|---|---|---|---|---|---|---|

      """
    text += lines.map { "\(row($0))\n" }.joined()
    if let syncMicroseconds {
      text += "\np50 of fdatasync after an append of 4 KiB: \(number(syncMicroseconds)) µs\n"
    }
    if let shareOfOthers {
      text += "\nOther programs took \(number(shareOfOthers * 100)) % of the processors.\n"
    }
    for bar in Bar.judged(self) { text += "\n\(bar)" }
    return text
  }

  private func row(_ line: Line) -> String {
    let cells = [
      line.store.rawValue, line.operation.rawValue, "\(line.shape.callers) x \(line.shape.batch)",
      number(line.messagesPerSecond), number(line.cpuMicroseconds),
      number(line.bareMessagesPerSecond), number(line.bareCPUMicroseconds),
      "\(number(line.ratio)) (\(number(line.lowRatio)) to \(number(line.highRatio)))",
      line.multipleOfSerial.map(number) ?? "",
    ]
    return "| \(cells.joined(separator: " | ")) |"
  }
}

/// The number with three digits that count, thousands apart.
func number(_ value: Double) -> String {
  guard value.isFinite else { return "?" }
  if value < 10 { return String(format: "%.2f", value) }
  if value < 100 { return String(format: "%.1f", value) }
  guard value >= 1000 else { return String(format: "%.0f", value) }
  let scale = pow(10, floor(log10(value)) - 2)
  let rounded = Int((value / scale).rounded() * scale)
  let thousands = rounded / 1000
  let head = thousands < 1000 ? "\(thousands)" : number(Double(thousands))
  return "\(head),\(String(format: "%03d", rounded % 1000))"
}
