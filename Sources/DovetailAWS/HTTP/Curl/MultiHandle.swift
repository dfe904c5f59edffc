internal import CCurl

/// libcurl's multi handle: all transfers of a thread, the connections that they share, and when it
/// wants to be called.
///
/// libcurl is called when a socket is ready or its time has come, and then looks at that transfer alone.
/// Its simpler `curl_multi_poll` looks at all transfers each time, so that parked ones would cost the
/// others. Source: curl.se/libcurl/c/libcurl-multi.html.
final class MultiHandle {
  private let pointer: UnsafeMutableRawPointer
  private let watch: SocketWatch
  /// When to call ``actOnTime()``; by libcurl's own clock, so that neither is early.
  private var due: SuspendingClock.Instant?
  private var hasTold = false

  init(_ watch: SocketWatch, idleConnections: Int) throws(HTTPError) {
    guard let pointer = curl_multi_init() else {
      throw HTTPError(.misconfigured, "libcurl has no memory for transfers.")
    }
    self.pointer = pointer
    self.watch = watch
    try check(dovetail_curl_multi_set_long(pointer, CURLMOPT_MAXCONNECTS, max(1, idleConnections)))
    let context = Unmanaged.passUnretained(self).toOpaque()
    try check(dovetail_curl_multi_set_callbacks(pointer, noteSocket, noteTime, context))
  }

  /// After all transfers have been removed.
  deinit {
    dovetail_curl_multi_set_callbacks(pointer, nil, nil, nil)
    curl_multi_cleanup(pointer)
  }

  func add(_ easy: EasyHandle) throws(HTTPError) {
    try check(curl_multi_add_handle(pointer, easy.pointer))
  }

  /// Ends the transfer if it goes on, and then closes its connection.
  func remove(_ easy: EasyHandle) {
    curl_multi_remove_handle(pointer, easy.pointer)
  }

  /// How long until libcurl has to be called; nil: not before a socket is ready.
  var patience: Duration? {
    due.map { max(.zero, SuspendingClock.now.duration(to: $0)) }
  }

  func act(on event: SocketWatch.Event) {
    var mask: Int32 = 0
    if event.isReadable { mask |= CURL_CSELECT_IN }
    if event.isWritable { mask |= CURL_CSELECT_OUT }
    if event.hasFailed { mask |= CURL_CSELECT_ERR }
    var running: Int32 = 0
    curl_multi_socket_action(pointer, event.socket, mask, &running)
  }

  /// Calls libcurl if its time has come.
  func actOnTime() {
    guard let instant = due, instant <= SuspendingClock.now else { return }
    due = nil
    hasTold = false
    var running: Int32 = 0
    curl_multi_socket_action(pointer, CURL_SOCKET_TIMEOUT, 0, &running)
    // For libcurl it is not time yet: it does not tell the same time twice.
    if !hasTold { due = .now + .milliseconds(1) }
  }

  /// The next transfer that has ended and was not taken yet, by its handle.
  func nextEnded() -> (easy: UnsafeMutableRawPointer, code: CURLcode)? {
    var code = CURLE_OK
    return dovetail_curl_multi_next_ended(pointer, &code).map { ($0, code) }
  }

  fileprivate func note(_ milliseconds: Int) {
    hasTold = true
    due = milliseconds < 0 ? nil : .now + .milliseconds(milliseconds)
  }

  fileprivate func note(_ socket: curl_socket_t, _ interest: Int32) {
    if interest == CURL_POLL_REMOVE {
      watch.rest(socket)
    } else {
      watch.watch(
        socket, reads: interest & CURL_POLL_IN != 0, writes: interest & CURL_POLL_OUT != 0)
    }
  }

  private func check(_ code: CURLMcode) throws(HTTPError) {
    guard code != CURLM_OK else { return }
    throw HTTPError(.misconfigured, "libcurl: \(String(cString: curl_multi_strerror(code))).")
  }
}

private let noteSocket: curl_socket_callback = { _, socket, interest, context, _ in
  if let context {
    Unmanaged<MultiHandle>.fromOpaque(context).takeUnretainedValue().note(socket, interest)
  }
  return 0
}

private let noteTime: curl_multi_timer_callback = { _, milliseconds, context in
  if let context {
    Unmanaged<MultiHandle>.fromOpaque(context).takeUnretainedValue().note(milliseconds)
  }
  return 0
}
