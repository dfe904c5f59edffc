import ArgumentParser
import Dovetail

/// What both commands may be told of a run.
struct RunOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The folder of texts, in files *.txt.", valueName: "dir"))
  var fixtures = "Fixtures"

  @Option(
    help: ArgumentHelp(
      "How long a task stays hidden when its worker has died, from 1.", valueName: "seconds"))
  var visibility = 3

  @Option(
    help: ArgumentHelp(
      "How many tasks run at once; by default twice the number of cores.", valueName: "number"))
  var concurrency: Int?

  @Option(
    help: ArgumentHelp("Makes every task take this long, as real ones would.", valueName: "ms"))
  var pace = 0

  @Flag(help: "Logs retries and dead letters to stderr.")
  var verbose = false

  func validate() throws {
    guard (1...43_200).contains(visibility) else {
      throw ValidationError("--visibility must be 1 to 43200 seconds; it is \(visibility).")
    }
    guard concurrency.map({ $0 >= 1 }) ?? true else {
      throw ValidationError("--concurrency must be at least 1.")
    }
    guard pace >= 0 else { throw ValidationError("--pace must not be negative.") }
  }

  /// The options as the command line of another process.
  var commandLine: [String] {
    var words = ["--fixtures", fixtures, "--visibility", "\(visibility)", "--pace", "\(pace)"]
    if let concurrency { words += ["--concurrency", "\(concurrency)"] }
    if verbose { words.append("--verbose") }
    return words
  }
}
