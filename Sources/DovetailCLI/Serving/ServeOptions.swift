import ArgumentParser
import Dovetail
import DovetailServer

/// What `serve` takes.
struct ServeOptions: ParsableArguments {
  @Option(
    help: """
      Where the queues and buckets are: memory: or sqlite:PATH. Default: a file in .dovetail/, another \
      one with --clock manual.
      """)
  var url: String?
  @Flag(help: "Keep all in memory, gone at the end; short for --url memory:.")
  var ephemeral = false
  @Option(help: "The address to listen on. Default: 127.0.0.1.")
  var host: String?
  @Option(help: "The port; 0: one that is free. Default: 4566.")
  var port: String?
  @Option(help: "A file that says all this, and which queues and buckets there are; JSON.")
  var config: String?
  @Option(help: "The account of requests that name none. Default: 000000000000.")
  var account: String?
  @Option(help: "The region of requests that name none. Default: us-east-1.")
  var region: String?
  @Option(help: "Begins the URLs of queues. Default: as the client calls the server.")
  var baseUrl: String?
  @Option(help: "system, or manual: time stands still until POST /_dovetail/clock/advance.")
  var clock: String?
  @Option(help: "Where the manual clock of a new database starts: 2026-01-31T12:00:00Z.")
  var clockStart: String?
  @Flag(help: "Hold to the 60-second rules of SQS for deletes and purges.")
  var strict = false
  @Flag(help: "Make queues and buckets when they are used.")
  var autoCreate = false
  @Option(help: "A file of keys that requests must be signed with; JSON.")
  var credentials: String?
  @Flag(help: "Let anyone who reaches the server use it.")
  var insecure = false
  @Option(help: "The origin of web pages that may call the server, or *; may be repeated.")
  var allowOrigin: [String] = []
  @Option(help: "A further name by which the server is called; may be repeated.")
  var hostName: [String] = []
  @Option(help: "What breaks: effect=throttle,actions=SendMessage,rate=0.1; may be repeated.")
  var fault: [String] = []
  @Option(
    help: "What is on the disk before a call is answered: full, normal or off. Default: full.")
  var synchronous: String?
  @Option(help: "How long a stop waits for calls that have begun. Default: 10s.")
  var stopTimeout: String?
  @Option(help: "How many threads serve connections. Default: what suits the machine.")
  var threads: String?
  @Option(help: "From which level on to log: info for each request. Default: notice.")
  var logLevel: String?
  @Flag(help: "Print the variables by which AWS SDKs find the server, for a shell to read.")
  var printEnv = false

  /// What the flags say.
  func settings() throws -> ServerSettings {
    var settings = ServerSettings()
    let texts: [(ServerSetting, String?)] = [
      (.url, url), (.host, host), (.port, port), (.account, account), (.region, region),
      (.baseURL, baseUrl), (.clock, clock), (.clockStart, clockStart),
      (.credentials, credentials), (.synchronous, synchronous), (.stopTimeout, stopTimeout),
      (.threads, threads), (.logLevel, logLevel),
    ]
    for case (let setting, let text?) in texts { settings.set(setting, text) }
    let switches: [(ServerSetting, Bool)] = [
      (.ephemeral, ephemeral), (.strict, strict), (.autoCreate, autoCreate),
      (.insecure, insecure),
    ]
    for case (let setting, true) in switches { settings.set(setting, "true") }
    for case (let setting, let names) in [(.allowOrigin, allowOrigin), (.hostName, hostName)]
      as [(ServerSetting, [String])] where !names.isEmpty
    {
      settings.set(setting, names.joined(separator: ","))
    }
    settings.faults = try fault.map { try FaultRule(pairs: $0) }
    return settings
  }
}
