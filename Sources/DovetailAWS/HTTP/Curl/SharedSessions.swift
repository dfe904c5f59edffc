internal import CCurl

/// The TLS sessions of all transfers of a thread, so that a new connection is agreed on sooner.
///
/// Before version 8.12 libcurl keeps them for each easy handle by itself.
final class SharedSessions {
  let pointer: UnsafeMutableRawPointer

  init() throws(HTTPError) {
    guard let pointer = curl_share_init() else {
      throw HTTPError(.misconfigured, "libcurl has no memory for TLS sessions.")
    }
    self.pointer = pointer
    guard dovetail_curl_share(pointer, CURL_LOCK_DATA_SSL_SESSION) == CURLSHE_OK else {
      throw HTTPError(.misconfigured, "libcurl does not share TLS sessions.")
    }
  }

  /// After all handles that use it.
  deinit {
    curl_share_cleanup(pointer)
  }
}
