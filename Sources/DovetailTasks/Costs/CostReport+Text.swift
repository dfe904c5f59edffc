extension CostReport: CustomStringConvertible {
  /// The report as a table, a line for each kind of request.
  public var description: String {
    let head = ["request", "made", "billed", "one by one", "spent $", "saved $"]
    let kinds = RequestAction.allCases.flatMap { action in
      [false, true].map { Kind(action: action, isFIFO: $0) }
    }
    let rows = kinds.compactMap { kind in lines[kind].map { $0.cells(of: kind.title) } }
    let table = [head] + rows + [total.cells(of: "total")]
    let widths = head.indices.map { column in table.map { $0[column].count }.max() ?? 0 }
    return table.map { row in
      zip(row, widths).enumerated().map { column, cell in
        column == 0 ? cell.0.padded(toEnd: cell.1) : cell.0.padded(toStart: cell.1)
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }
}

extension CostReport.Kind {
  fileprivate var title: String { isFIFO ? "\(action.rawValue), FIFO" : action.rawValue }
}

extension CostReport.Line {
  fileprivate func cells(of title: String) -> [String] {
    [title, "\(requests)", "\(billed)", "\(oneByOne)", Self.text(spent), Self.text(saved)]
  }

  /// Dollars to the millionth.
  private static func text(_ dollars: Double) -> String {
    guard dollars >= 0, let millionths = Int(exactly: (dollars * 1_000_000).rounded()) else {
      return "\(dollars)"
    }
    let (whole, rest) = millionths.quotientAndRemainder(dividingBy: 1_000_000)
    return "\(whole)." + "\(rest)".padded(toStart: 6, with: "0")
  }
}

extension String {
  fileprivate func padded(toStart width: Int, with pad: Character = " ") -> String {
    String(repeating: pad, count: max(0, width - count)) + self
  }

  fileprivate func padded(toEnd width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
