import DovetailSQLite
import DovetailServer
import DovetailTransport
import Testing

@Suite struct ServerSettingsTests {
  @Test func `a flag goes before the environment, and that before the file`() throws {
    var flags = ServerSettings()
    flags.set(.port, "1")
    let environment = try ServerSettings(
      environment: ["DOVETAIL_SERVE_PORT": "2", "DOVETAIL_SERVE_HOST": "::1"])
    let file = try file(#"{"port": 3, "host": "localhost", "region": "eu-west-1", "strict": true}"#)

    let configuration = try flags.filled(from: environment).filled(from: file)
      .configuration(at: .memory)

    #expect(configuration.port == 1)
    #expect(configuration.host == "::1")
    #expect(configuration.database.region == "eu-west-1")
    #expect(configuration.database.isStrict)
  }

  @Test func `each setting has a flag and a variable by its name`() {
    #expect(ServerSetting.autoCreate.flag == "--auto-create")
    #expect(ServerSetting.autoCreate.variable == "DOVETAIL_SERVE_AUTO_CREATE")
    #expect(ServerSetting.baseURL.flag == "--base-url")
  }

  @Test(arguments: [
    (ServerSetting.port, "70000"), (.port, "http"), (.threads, "0"), (.stopTimeout, "soon"),
    (.clock, "atomic"), (.account, "12"), (.synchronous, "half"), (.strict, "maybe"),
    (.baseURL, "queues.test"), (.baseURL, "ftp://queues.test"), (.baseURL, "http:///a"),
    (.baseURL, "http://a b"), (.allowOrigin, "a.test"), (.allowOrigin, "https://a.test/"),
    (.hostName, "http://a.test"), (.hostName, "a.test:4566"),
  ])
  func `a value that cannot be is refused by the flag's name`(
    setting: ServerSetting, text: String
  ) {
    var settings = ServerSettings()
    settings.set(setting, text)
    let error = #expect(throws: ServerError.self) { try settings.configuration(at: .memory) }
    #expect(error?.description.contains(setting.flag) == true)
    #expect(error?.description.contains(text) == true)
  }

  @Test func `a wrong variable is refused by its own name`() throws {
    let settings = try ServerSettings(environment: ["DOVETAIL_SERVE_PORT": "x"])
    let error = #expect(throws: ServerError.self) { try settings.configuration(at: .memory) }
    #expect(error?.description.contains("DOVETAIL_SERVE_PORT") == true)
  }

  @Test func `a member that is not known is refused with those that are`() {
    let error = #expect(throws: ServerError.self) { try file(#"{"prot": 1}"#) }
    #expect(error?.description.contains("\"prot\"") == true)
    #expect(error?.description.contains("port") == true)
  }

  @Test(arguments: ["", "[]", "{", #"{"queues": []}"#, #"{"queues": {"a b": {}}}"#, "\u{FF}"])
  func `a file that is no configuration is refused`(text: String) {
    #expect(throws: ServerError.self) { try file(text) }
  }

  @Test func `lists may be lists, or texts with commas`() throws {
    let list = try file(#"{"allowOrigin": ["https://a.test", "https://b.test"]}"#)
    let text = try ServerSettings(
      environment: ["DOVETAIL_SERVE_ALLOW_ORIGIN": "https://a.test,https://b.test"])
    let origins: Set = ["https://a.test", "https://b.test"]
    #expect(try list.configuration(at: .memory).allowedOrigins == origins)
    #expect(try text.configuration(at: .memory).allowedOrigins == origins)
  }

  @Test func `names and URLs by which a server is called may have every form that clients send`()
    throws
  {
    var settings = ServerSettings()
    settings.set(.baseURL, "https://queues.test/double")
    settings.set(.allowOrigin, "*,null,http://Localhost:3000")
    settings.set(.hostName, "queues.test,[::1]")

    let configuration = try settings.configuration(at: .memory)

    #expect(configuration.baseURL == "https://queues.test/double")
    #expect(configuration.allowedOrigins == ["*", "null", "http://localhost:3000"])
    #expect(configuration.hostNames == ["queues.test", "[::1]"])
  }

  @Test func `how often a message is received says nothing without a dead-letter queue`() {
    let error = #expect(throws: ServerError.self) {
      try file(#"{"queues": {"orders": {"maxReceiveCount": 3}}}"#)
    }
    #expect(error?.description.contains("queue orders has a maxReceiveCount") == true)
  }

  @Test func `an error names what it is about as a sentence does`() {
    let wrong = #expect(throws: ServerError.self) { try FaultRule(pairs: "effect=throttle,rate=2") }
    let unknown = #expect(throws: ServerError.self) { try FaultRule(pairs: "effect=throttle,of=2") }
    #expect(wrong?.description.hasPrefix(#"The member "rate" of the fault "effect"#) == true)
    #expect(unknown?.description.hasPrefix(#"The fault "effect"#) == true)
  }

  @Test func `a manual clock is asked for by name, and only that has a start`() throws {
    var settings = ServerSettings()
    settings.set(.clockStart, "2026-01-31T12:00:00Z")
    #expect(throws: ServerError.self) { try settings.configuration(at: .memory) }
    settings.set(.clock, "manual")
    let configuration = try settings.configuration(at: .memory)
    #expect(configuration.clock.kind == .manual)
    #expect(configuration.clockStart == Timestamp(iso8601: "2026-01-31T12:00:00Z"))
  }

  private func file(_ text: String) throws -> ServerSettings {
    try ServerSettings(file: Array(text.utf8), named: "dovetail.json")
  }
}
