import ArgumentParser
import Foundation

/// Compares the embedded double with a bare loop of the same SQL.
///
/// A program of its own, not a suite of the usual harness: the bars are ratios within one run, on
/// machines that others use as well. So it measures A B A B, takes each ratio between neighbours,
/// and prints the median, which a harness that reports each benchmark by itself does not.
struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compares the embedded double with a bare loop of the same SQL."
  )

  @Option(help: "Only lines whose name contains this, such as \"file send 64x1\".")
  var filter = ""

  @Option(help: "How long to measure each line, for each of the two sides.")
  var seconds = 1.0

  @OptionGroup var scratch: ScratchFolder

  @Flag(help: "Print JSON instead of a Markdown table.")
  var json = false

  func validate() throws {
    guard seconds > 0, seconds <= 3600 else {
      throw ValidationError("--seconds must be more than 0 and at most 3600.")
    }
  }

  func run() async throws {
    let report = try await scratch.with { folder in try await self.report(in: folder) }
    print(try json ? report.json() : report.markdown())
  }

  private func report(in folder: URL) async throws -> Report {
    var report = Report()
    let machine = Machine()
    for store in Store.allCases {
      let shapes = Shape.all.filter { shape in
        Operation.allCases.contains { isWanted(Line.name(store, $0, shape)) }
      }
      guard !shapes.isEmpty else { continue }
      let contest = try await Contest(
        store, shapes, in: folder, seconds: seconds,
        progress: { FileHandle.standardError.write(Data("\($0)\n".utf8)) })
      report.lines += try await contest.run().filter { isWanted($0.name) }
      if let probe = contest.probe { report.syncMicroseconds = probe.median }
      await contest.close()
    }
    report.shareOfOthers = machine.shareOfOthers
    return report
  }

  private func isWanted(_ name: String) -> Bool {
    filter.isEmpty || name.contains(filter)
  }
}
