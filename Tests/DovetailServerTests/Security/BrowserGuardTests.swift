import DovetailWire
import Testing

@testable import DovetailServer

@Suite struct BrowserGuardTests {
  @Test func `a client that is no browser comes in`() {
    #expect(status(of: ["Host": "queues.example.test"]) == nil)
  }

  @Test(arguments: [
    "https://evil.test", "null", "http://localhost:3000", "http://localhost:4566.evil.test",
  ])
  func `a page of another origin is turned away on every path`(origin: String) {
    for path in ["/", "/bucket/key", "/_dovetail/health"] {
      #expect(status(of: ["Host": "localhost:4566", "Origin": origin], path) == 403)
    }
  }

  @Test(arguments: ["cross-site", "same-site"])
  func `so is a request without an origin that a page made`(site: String) {
    #expect(status(of: ["Host": "localhost:4566", "Sec-Fetch-Site": site]) == 403)
  }

  @Test(arguments: ["same-origin", "none"])
  func `the server's own pages and its user come in`(site: String) {
    let headers: HTTPHeaders = [
      "Host": "localhost:4566", "Origin": "http://localhost:4566", "Sec-Fetch-Site": site,
    ]
    #expect(status(of: headers, "/_dovetail/") == nil)
  }

  @Test func `an origin that points its own name here is turned away`() {
    #expect(status(of: ["Host": "evil.test", "Origin": "http://evil.test"]) == 403)
    #expect(status(of: ["Host": "evil.test"], "/_dovetail/queues") == 403)
    #expect(status(of: [:], "/_aws/sqs/messages") == 403)
  }

  @Test func `the inspector answers to configured names`() {
    #expect(status(of: ["Host": "Queues.test:80"], "/_dovetail/", names: ["queues.test"]) == nil)
    #expect(status(of: ["Host": "[::1]:4566"], "/_dovetail/") == nil)
  }

  @Test func `an origin that is allowed is told so, before and after`() {
    let headers: HTTPHeaders = [
      "Host": "localhost", "Origin": "https://app.test", "Sec-Fetch-Site": "cross-site",
      "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "x-amz-target",
    ]
    let allowing = BrowserGuard(configuration(origins: ["https://app.test"]))
    let request = HTTPRequest("OPTIONS", HTTPTarget("/"), headers: headers)
    var answer = allowing.answer(to: request)
    answer.map { response in
      var response = response
      allowing.mark(&response, to: request)
      answer = response
    }

    #expect(answer?.status == 204)
    #expect(answer?.headers["Access-Control-Allow-Origin"] == "https://app.test")
    #expect(answer?.headers["Access-Control-Allow-Headers"] == "x-amz-target")
    #expect(allowing.answer(to: HTTPRequest("POST", HTTPTarget("/"), headers: headers)) == nil)
  }

  private func status(
    of headers: HTTPHeaders, _ path: String = "/", names: Set<String> = []
  ) -> Int? {
    BrowserGuard(configuration(names: names))
      .answer(to: HTTPRequest("POST", HTTPTarget(path), headers: headers))?.status
  }

  private func configuration(
    origins: Set<String> = [], names: Set<String> = []
  ) -> ServerConfiguration {
    var configuration = ServerConfiguration()
    configuration.allowedOrigins = origins
    configuration.hostNames = names
    return configuration
  }
}
