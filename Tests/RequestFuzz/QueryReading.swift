import DovetailTransport
import DovetailWire

/// Reads forms of the query protocol, in a body and in a target: both must come to the same.
enum QueryReading {
  static func read(_ bytes: [UInt8]) {
    let posted = HTTPRequest("POST", HTTPTarget("/"), body: bytes)
    let answer = reading(posted)
    expect(!answer.contains("not the expected JSON"), "A form was transcribed to malformed JSON.")
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    let got = HTTPRequest("GET", HTTPTarget(path: "/", query: text))
    expect(reading(got) == answer, "A form in the target was read otherwise than in the body.")
  }

  /// What the server makes of it, as a text.
  private static func reading(_ request: HTTPRequest) -> String {
    do throws(SQSError) {
      let asked = try SQSRequest(request, .query)
      for call in SQSCalls.all where call.action == asked.action {
        try SQSCalls.read(asked, as: call)
      }
      return asked.action.rawValue
    } catch {
      return error.message
    }
  }

  static let samples =
    Samples.all.map { HTTPRequest(damaged: Array($0.utf8)) }
    .flatMap { [$0.body, Array(($0.target.query ?? "").utf8)] }
    .filter { $0.starts(with: "Action=".utf8) }
}
