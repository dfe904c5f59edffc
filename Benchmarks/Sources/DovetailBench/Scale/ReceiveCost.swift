@_spi(Benchmarks) import DovetailSQLite

/// What a receive of up to ten messages costs on a shallow queue and on a deep one.
struct ReceiveCost {
  /// Some receives from one queue.
  struct Samples {
    /// The first, which meets what has expired.
    var first: SQLiteWork
    /// The median of those after it.
    var steps: Double
    /// Different pages, since each receive finds the cache empty.
    var pagesRead: Double
    var pagesAskedFor: Double

    private static let count = 49

    init(of queue: AgedQueue) async throws {
      var works: [SQLiteWork] = []
      for number in 0...Self.count {
        try await queue.prepare(number)
        works.append(try await queue.load.coldWork { try await queue.receive() })
      }
      first = works.removeFirst()
      steps = works.map { Double($0.steps) }.median
      pagesRead = works.map { Double($0.pagesRead) }.median
      pagesAskedFor = works.map { Double($0.pagesAskedFor) }.median
    }
  }

  var kind: AgedQueue.Kind
  var shallow: Samples
  var deep: Samples

  private var stepsRatio: Double { deep.steps / shallow.steps }
  private var pagesRatio: Double { deep.pagesRead / shallow.pagesRead }

  static let head = """
    | receive(10) from a | steps, shallow | deep | ratio | pages read, shallow | deep | ratio | \
    asked for, shallow | deep | steps of the first, deep |
    |---|---|---|---|---|---|---|---|---|---|
    """

  var row: String {
    let cells = [
      shallow.steps, deep.steps, stepsRatio, shallow.pagesRead, deep.pagesRead,
      pagesRatio, shallow.pagesAskedFor, deep.pagesAskedFor, Double(deep.first.steps),
    ]
    return "| \(kind.rawValue) | \(cells.map(number).joined(separator: " | ")) |"
  }

  var bars: [Bar] {
    [
      Bar(name: "\(kind.rawValue), steps", target: 1.1, measured: stepsRatio, side: .atMost),
      Bar(name: "\(kind.rawValue), pages read", target: 1.5, measured: pagesRatio, side: .atMost),
    ]
  }
}
