import ArgumentParser
import Foundation

/// Where the queues are.
struct PlaceOptions: ParsableArguments {
  @Option(
    help: "Where the queues are: sqlite:PATH or sqs://REGION. Default: the variable DOVETAIL_URL.")
  var url: String?

  /// The URL; throws when neither the option nor the variable is set.
  var text: String {
    get throws {
      guard let text = url ?? ProcessInfo.processInfo.environment["DOVETAIL_URL"] else {
        throw ValidationError(
          "Say where the queues are: --url sqlite:PATH or sqs://REGION, or DOVETAIL_URL.")
      }
      return text
    }
  }
}
