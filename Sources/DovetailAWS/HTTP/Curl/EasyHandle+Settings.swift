internal import CCurl
internal import DovetailTransport
internal import DovetailWire

extension EasyHandle {
  /// Whom to reach by which way, and whom to trust.
  func setConnection(
    _ configuration: HTTPClientConfiguration, _ sessions: SharedSessions, _ origin: HTTPOrigin
  ) throws(HTTPError) {
    try set(CURLOPT_NOSIGNAL, 1)
    // A handle that is removed while its name is looked up would wait for the look-up's thread.
    try set(CURLOPT_QUICK_EXIT, 1)
    try set(CURLOPT_PROTOCOLS_STR, "http,https")
    try set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
    try set(CURLOPT_FOLLOWLOCATION, 0)
    try set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    try set(CURLOPT_USERAGENT, "dovetail")
    try set(CURLOPT_SHARE, sessions.pointer)
    try setProxy(configuration.proxies, origin)
    try setTrust(configuration.trust)
    try set(CURLOPT_TCP_KEEPALIVE, 1)
    try set(CURLOPT_TCP_KEEPIDLE, 30)
    try set(CURLOPT_TCP_KEEPINTVL, 10)
    // Seconds: a little less than servers of AWS keep connections at rest, and soon enough to follow
    // a name that changes its address.
    try set(CURLOPT_MAXAGE_CONN, 55)
    try set(CURLOPT_MAXLIFETIME_CONN, 300)
  }

  func setLimits(_ options: HTTPCallOptions) throws(HTTPError) {
    if let timeout = options.timeout {
      try set(CURLOPT_TIMEOUT_MS, Self.milliseconds(timeout))
    }
    try set(CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(options.connectTimeout))
    if let slowest = options.slowest {
      try set(CURLOPT_LOW_SPEED_LIMIT, max(1, slowest.bytesPerSecond))
      try set(CURLOPT_LOW_SPEED_TIME, Int(clamping: max(1, slowest.over.wholeSeconds)))
    }
  }

  /// An empty text keeps libcurl from looking at the environment itself.
  private func setProxy(_ proxies: HTTPProxies, _ origin: HTTPOrigin) throws(HTTPError) {
    let proxy =
      switch origin.scheme {
      case .http: proxies.http
      case .https: proxies.https
      }
    try set(CURLOPT_PROXY, origin.isLocal ? "" : proxy ?? "")
    try set(CURLOPT_NOPROXY, proxies.exceptions ?? "")
    try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
  }

  private func setTrust(_ trust: HTTPTrust) throws(HTTPError) {
    try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    switch trust {
    case .system: break
    case .file(let path): try set(CURLOPT_CAINFO, path)
    case .folder(let path): try set(CURLOPT_CAPATH, path)
    }
  }

  /// At least 1, since 0 stands for none; at most what libcurl takes, some 24 days.
  private static func milliseconds(_ duration: Duration) -> Int {
    Int(min(max(1, duration.wholeMilliseconds), Int64(Int32.max)))
  }
}
