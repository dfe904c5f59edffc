import ArgumentParser

/// A tour of Dovetail: reads a folder of texts, one background task per document and field.
///
/// Where to read on:
/// - `Tasks/` is what producer and worker share, and what the worker does: begin here.
/// - `Running/ExtractionRun.swift` opens a broker, sends, works and gathers.
/// - `Work.swift` and `Compare.swift` are the two commands.
/// - `Texts/` and `Reporting/` know nothing of tasks: texts in, tables out.
@main
struct Documents: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "documents",
    abstract: "Reads a folder of texts, one background task per document and field.",
    subcommands: [Compare.self, Work.self],
    defaultSubcommand: Compare.self
  )
}
