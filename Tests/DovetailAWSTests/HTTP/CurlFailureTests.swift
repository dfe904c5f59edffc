import CCurl
import DovetailWire
import Testing

@testable import DovetailAWS

@Suite("What libcurl's failures mean")
struct CurlFailureTests {
  struct Row: Sendable {
    var code: CURLcode
    var words = ""
    var hasLeft = false
    var proxyStatus = 0
    var kind: HTTPError.Kind
  }

  @Test(arguments: [
    Row(code: CURLE_COULDNT_RESOLVE_HOST, kind: .notConnected),
    Row(code: CURLE_COULDNT_RESOLVE_PROXY, kind: .notConnected),
    Row(code: CURLE_COULDNT_CONNECT, kind: .notConnected),
    Row(code: CURLE_OPERATION_TIMEDOUT, kind: .notConnected),
    Row(code: CURLE_OPERATION_TIMEDOUT, hasLeft: true, kind: .timedOut),
    Row(code: CURLE_SEND_ERROR, kind: .notConnected),
    Row(code: CURLE_SEND_ERROR, hasLeft: true, kind: .interrupted),
    Row(code: CURLE_RECV_ERROR, hasLeft: true, kind: .interrupted),
    Row(code: CURLE_GOT_NOTHING, hasLeft: true, kind: .interrupted),
    Row(code: CURLE_PARTIAL_FILE, hasLeft: true, kind: .interrupted),
    Row(code: CURLE_SEND_FAIL_REWIND, hasLeft: true, kind: .interrupted),
    Row(code: CURLE_WEIRD_SERVER_REPLY, hasLeft: true, kind: .interrupted),
    Row(code: CURLE_SSL_CONNECT_ERROR, words: "SSL_ERROR_SYSCALL", kind: .notConnected),
    Row(code: CURLE_SSL_CONNECT_ERROR, words: "alert internal error", kind: .notConnected),
    Row(code: CURLE_SSL_CONNECT_ERROR, words: "wrong version number", kind: .untrusted),
    Row(code: CURLE_SSL_CONNECT_ERROR, words: "certificate verify failed", kind: .untrusted),
    Row(code: CURLE_PEER_FAILED_VERIFICATION, kind: .untrusted),
    Row(code: CURLE_SSL_CACERT_BADFILE, kind: .untrusted),
    Row(code: CURLE_URL_MALFORMAT, kind: .misconfigured),
    Row(code: CURLE_RECV_ERROR, proxyStatus: 407, kind: .misconfigured),
    Row(code: CURLE_RECV_ERROR, proxyStatus: 503, kind: .notConnected),
    Row(code: CURLE_RECV_ERROR, hasLeft: true, proxyStatus: 200, kind: .interrupted),
  ])
  func `a code, and whether the request had left, decide the kind`(row: Row) {
    let failure = CurlFailure(
      code: row.code, words: row.words, hasLeft: row.hasLeft, proxyStatus: row.proxyStatus)

    #expect(failure.error(at: HTTPOrigin(.https, "example.com")).kind == row.kind)
  }

  @Test func `the error names the server, and what libcurl said`() {
    let failure = CurlFailure(code: CURLE_COULDNT_CONNECT, words: "refused", hasLeft: false)

    #expect(failure.error(at: HTTPOrigin(.https, "h.test")).detail == "https://h.test: refused")
  }
}
