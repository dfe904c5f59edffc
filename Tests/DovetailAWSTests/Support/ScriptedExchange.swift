import DovetailAWS
import DovetailWire
import Synchronization

/// Answers requests from a script, in the order of the script's steps.
///
/// A request that comes after the last step gets no connection.
final class ScriptedExchange: HTTPExchange {
  enum Step: Sendable {
    case answer(Int, String = "", [String: String] = [:])
    case fail(HTTPError.Kind)
    /// Answers when the gate opens.
    case hold(Gate, Int, String = "")
  }

  struct Call: Sendable {
    let request: HTTPRequest
    let origin: HTTPOrigin
    let options: HTTPCallOptions

    var body: String { String(decoding: request.body, as: UTF8.self) }
  }

  private struct Fields {
    var steps: [Step]
    var calls: [Call] = []
  }

  private let fields: Mutex<Fields>

  init(_ steps: [Step] = []) {
    fields = Mutex(Fields(steps: steps))
  }

  /// What was asked so far.
  var calls: [Call] { fields.withLock { $0.calls } }

  func append(_ steps: [Step]) {
    fields.withLock { $0.steps += steps }
  }

  func answer(
    to request: HTTPRequest, at origin: HTTPOrigin, _ options: HTTPCallOptions
  ) async throws -> HTTPResponse {
    let step = fields.withLock { fields in
      fields.calls.append(Call(request: request, origin: origin, options: options))
      return fields.steps.isEmpty ? .fail(.notConnected) : fields.steps.removeFirst()
    }
    switch step {
    case .answer(let status, let text, let headers):
      var response = HTTPResponse(status, body: Array(text.utf8))
      for (name, value) in headers { response.headers.add(name, value) }
      return response
    case .fail(let kind): throw HTTPError(kind, "as the script says")
    case .hold(let gate, let status, let text):
      try await gate.wait()
      return HTTPResponse(status, body: Array(text.utf8))
    }
  }
}
