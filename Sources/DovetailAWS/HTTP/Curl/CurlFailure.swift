internal import CCurl
internal import DovetailWire

/// Why libcurl has given a transfer up, as it tells it.
struct CurlFailure {
  var code: CURLcode
  /// In its words.
  var words: String
  /// Whether it had begun to send the request.
  var hasLeft: Bool
  /// What a proxy answered when asked for a tunnel; 0: it was not, or did not.
  var proxyStatus = 0

  func error(at origin: HTTPOrigin) -> HTTPError {
    HTTPError(kind, "\(origin): \(words)\(advice)")
  }

  private var kind: HTTPError.Kind {
    switch code {
    case CURLE_URL_MALFORMAT, CURLE_NOT_BUILT_IN, CURLE_BAD_FUNCTION_ARGUMENT,
      CURLE_UNKNOWN_OPTION, CURLE_FAILED_INIT:
      .misconfigured
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CIPHER, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED,
      CURLE_SSL_ENGINE_INITFAILED, CURLE_USE_SSL_FAILED, CURLE_SSL_CRL_BADFILE,
      CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS:
      .untrusted
    case CURLE_SSL_CONNECT_ERROR where isAboutSetup: .untrusted
    case CURLE_OPERATION_TIMEDOUT where hasLeft: .timedOut
    case _ where hasLeft: .interrupted
    case _ where (400..<500).contains(proxyStatus): .misconfigured
    default: .notConnected
    }
  }

  /// Whether the two sides do not go together, rather than that the line broke.
  ///
  /// An alert may be a server's passing trouble, so only what cannot be that counts.
  private var isAboutSetup: Bool {
    ["certificate", "wrong version number", "unsupported protocol"].contains {
      words.contains($0)
    }
  }

  private var advice: String {
    switch code {
    case CURLE_SSL_CACERT_BADFILE:
      ". Install the package ca-certificates, or name a file of certificates in AWS_CA_BUNDLE."
    case CURLE_PEER_FAILED_VERIFICATION:
      ". If a certificate of your own is to be trusted, name its file in AWS_CA_BUNDLE."
    default: ""
    }
  }
}
