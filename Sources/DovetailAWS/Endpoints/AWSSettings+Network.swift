extension AWSSettings {
  /// The proxies and certificates that the environment or the profile names.
  ///
  /// Source: AWS SDKs and Tools reference guide, "HTTP proxy", "CA bundle".
  package var network: HTTPClientConfiguration {
    HTTPClientConfiguration(
      proxies: HTTPProxies(
        http: either("http_proxy", "HTTP_PROXY") ?? either("all_proxy", "ALL_PROXY"),
        https: either("https_proxy", "HTTPS_PROXY") ?? either("all_proxy", "ALL_PROXY"),
        exceptions: either("no_proxy", "NO_PROXY")),
      trust: trust)
  }

  private var trust: HTTPTrust {
    let file =
      environment["AWS_CA_BUNDLE"] ?? profile?["ca_bundle"] ?? environment["SSL_CERT_FILE"]
    if let file { return .file(file) }
    return environment["SSL_CERT_DIR"].map(HTTPTrust.folder) ?? .system
  }

  private func either(_ first: String, _ second: String) -> String? {
    environment[first] ?? environment[second]
  }
}
