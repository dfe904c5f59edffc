internal import CCurl

/// One of libcurl's easy handles, and the room for its words on what went wrong.
///
/// Used by one thread at a time.
final class EasyHandle {
  let pointer: UnsafeMutableRawPointer
  private let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

  init() throws(HTTPError) {
    guard let pointer = curl_easy_init() else {
      words.deallocate()
      throw HTTPError(.misconfigured, "libcurl has no memory for another transfer.")
    }
    self.pointer = pointer
  }

  deinit {
    curl_easy_cleanup(pointer)
    words.deallocate()
  }

  /// Forgets all options; connections and the like are kept elsewhere.
  func reset() throws(HTTPError) {
    curl_easy_reset(pointer)
    words.pointee = 0
    try set(CURLOPT_ERRORBUFFER, words)
  }

  /// What the last transfer said of its failure.
  func words(on code: CURLcode) -> String {
    words.pointee == 0 ? CurlLibrary.text(of: code) : String(cString: words)
  }

  func set(_ option: CURLoption, _ value: Int) throws(HTTPError) {
    try check(dovetail_curl_set_long(pointer, option, value))
  }

  /// For the options that take a 64-bit number everywhere.
  func set(_ option: CURLoption, offset value: Int) throws(HTTPError) {
    try check(dovetail_curl_set_offset(pointer, option, curl_off_t(value)))
  }

  /// libcurl copies the text.
  func set(_ option: CURLoption, _ value: String) throws(HTTPError) {
    try check(value.withCString { dovetail_curl_set_pointer(pointer, option, $0) })
  }

  /// libcurl keeps the pointer.
  func set(_ option: CURLoption, _ value: UnsafeRawPointer?) throws(HTTPError) {
    try check(dovetail_curl_set_pointer(pointer, option, value))
  }

  /// libcurl copies the bytes; their number goes ahead of them.
  func setFields(_ bytes: [UInt8]) throws(HTTPError) {
    try set(CURLOPT_POSTFIELDSIZE_LARGE, offset: bytes.count)
    try check(
      bytes.withUnsafeBytes { bytes in
        dovetail_curl_set_pointer(
          pointer, CURLOPT_COPYPOSTFIELDS, bytes.baseAddress ?? UnsafeRawPointer(words))
      })
  }

  /// Sets who takes the answer's lines of header, and its bytes.
  func setWriters(
    header: @escaping curl_write_callback, body: @escaping curl_write_callback
  ) throws(HTTPError) {
    try check(dovetail_curl_set_writer(pointer, CURLOPT_HEADERFUNCTION, header))
    try check(dovetail_curl_set_writer(pointer, CURLOPT_WRITEFUNCTION, body))
  }

  /// Sets who opens and closes sockets; it must outlive the connections.
  func setSockets(_ watch: SocketWatch) throws(HTTPError) {
    let context = Unmanaged.passUnretained(watch).toOpaque()
    try check(dovetail_curl_set_sockets(pointer, openSocket, closeSocket, context))
  }

  /// Sets who gives the bytes to send, and goes back in them.
  func setReader(
    _ reader: @escaping curl_read_callback, _ seeker: @escaping curl_seek_callback
  ) throws(HTTPError) {
    try check(dovetail_curl_set_reader(pointer, reader))
    try check(dovetail_curl_set_seeker(pointer, seeker))
  }

  /// A number that libcurl counted; 0 when it has none.
  func number(_ info: CURLINFO) -> Int {
    var value = 0
    return dovetail_curl_get_long(pointer, info, &value) == CURLE_OK ? value : 0
  }

  /// For the numbers that have 64 bits everywhere; 0 when it has none.
  func offset(_ info: CURLINFO) -> Int {
    var value: curl_off_t = 0
    return dovetail_curl_get_offset(pointer, info, &value) == CURLE_OK ? Int(value) : 0
  }

  private func check(_ code: CURLcode) throws(HTTPError) {
    guard code != CURLE_OK else { return }
    throw HTTPError(.misconfigured, "libcurl refuses an option: \(words(on: code)).")
  }
}
