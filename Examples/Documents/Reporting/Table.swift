/// Text in aligned columns.
struct Table: CustomStringConvertible {
  struct Column {
    enum Alignment {
      case leading
      case trailing
    }

    var heading: String
    var alignment = Alignment.leading
    /// Longer texts are cut.
    var widest = 40
  }

  var columns: [Column]
  /// A text for each column.
  var rows: [[String]]

  var description: String {
    let cells = rows.map { row in
      zip(row, columns).map { text, column in text.truncated(to: column.widest) }
    }
    let widths = columns.indices.map { index in
      ([columns[index].heading] + cells.map { $0[index] }).map(\.displayWidth).max() ?? 0
    }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
    let lines = [line(columns.map(\.heading), widths), rule] + cells.map { line($0, widths) }
    return lines.joined(separator: "\n")
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    let padded = cells.indices.map { index in
      let padding = String(repeating: " ", count: widths[index] - cells[index].displayWidth)
      switch columns[index].alignment {
      case .leading: return cells[index] + padding
      case .trailing: return padding + cells[index]
      }
    }
    let line = padded.joined(separator: "  ")
    return String(line.reversed().drop { $0 == " " }.reversed())
  }
}
