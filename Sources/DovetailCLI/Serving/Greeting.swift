import Dovetail
import DovetailServer
import Foundation

/// What `serve` says when it answers requests.
struct Greeting {
  private let setup: ServeSetup
  private let server: Server

  init(_ setup: ServeSetup, _ server: Server) {
    self.setup = setup
    self.server = server
  }

  /// Prints that the server is ready; with `--print-env` on standard error, since a shell reads the
  /// variables.
  func print() {
    let line = "Ready: \(server.url), \(place), clock \(setup.configuration.clock.kind.rawValue)\n"
    guard setup.printsEnvironment else { return write(line, to: .standardOutput) }
    write(variables.map { "export \($0)=\($1)\n" }.joined(), to: .standardOutput)
    write(line, to: .standardError)
  }

  private var place: String {
    switch setup.configuration.location {
    case .memory: "memory:"
    case .file(let path): "sqlite:\(path)"
    }
  }

  private var variables: [(name: String, value: String)] {
    let configuration = setup.configuration
    let key = configuration.credentials.first
    var variables = [
      ("AWS_ENDPOINT_URL", server.url),
      ("AWS_REGION", configuration.database.region),
      ("AWS_DEFAULT_REGION", configuration.database.region),
      ("AWS_ACCESS_KEY_ID", quoted(key?.accessKeyID ?? configuration.database.account)),
      ("AWS_SECRET_ACCESS_KEY", quoted(key?.secretAccessKey ?? "any")),
    ]
    if let token = key?.sessionToken { variables.append(("AWS_SESSION_TOKEN", quoted(token))) }
    variables.append(
      (
        "DOVETAIL_URL",
        quoted("sqs://\(configuration.database.region)?endpoint=\(server.url)")
      ))
    return variables
  }

  /// A text as shells take it for one word.
  private func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }

  /// At once, whatever it goes to: who started the server waits for it.
  private func write(_ text: String, to file: FileHandle) {
    // Who does not listen need not.
    try? file.write(contentsOf: Data(text.utf8))
  }
}
