internal import CCurl

/// What libcurl keeps for the whole process.
enum CurlLibrary {
  /// Set up once, and never taken down: others in the process may use libcurl as well.
  ///
  /// Source: curl.se/libcurl/c/curl_global_init.html.
  static func require() throws(HTTPError) {
    guard start == CURLE_OK else {
      throw HTTPError(.misconfigured, "libcurl cannot start: \(text(of: start)).")
    }
  }

  private static let start = curl_global_init(Int(CURL_GLOBAL_ALL))

  static func text(of code: CURLcode) -> String {
    String(cString: curl_easy_strerror(code))
  }
}
