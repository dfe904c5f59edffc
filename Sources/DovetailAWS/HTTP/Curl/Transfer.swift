internal import CCurl
internal import DovetailWire

/// One request on its way, and its answer as far as it has come.
///
/// Lives on the thread of its loop, which holds it until libcurl has let go of its handle.
final class Transfer {
  let call: HTTPCall
  let easy: EasyHandle
  private let headers: HeaderList
  private var answer: AnswerBuilder
  private var upload: UploadBody

  /// A body of up to so many bytes leaves together with its header: libcurl copies it for that.
  ///
  /// Larger ones are read piece by piece.
  private static let maxCopied = 32 << 10

  /// Sets what the call asks for.
  init(_ call: HTTPCall, on easy: EasyHandle) throws(HTTPError) {
    self.call = call
    self.easy = easy
    headers = try HeaderList(call.request.headers)
    answer = AnswerBuilder(maxBytes: call.options.maxAnswerBytes)
    upload = UploadBody(call.request.body)
    let context = Unmanaged.passUnretained(self).toOpaque()
    try easy.set(CURLOPT_PRIVATE, context)
    try easy.set(CURLOPT_HEADERDATA, context)
    try easy.set(CURLOPT_WRITEDATA, context)
    try easy.setWriters(header: takeHeader, body: takeBody)
    try easy.set(CURLOPT_HTTPHEADER, headers.first)
    try easy.setLimits(call.options)
    try setRequest()
  }

  /// The transfer that a handle was set for.
  static func of(_ easy: UnsafeMutableRawPointer) -> Transfer? {
    var context: UnsafeMutableRawPointer?
    guard dovetail_curl_get_pointer(easy, CURLINFO_PRIVATE, &context) == CURLE_OK, let context
    else { return nil }
    return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  }

  /// Whether libcurl has begun to send the request, not only to connect.
  ///
  /// Source: curl.se/libcurl/c/CURLINFO_PRETRANSFER_TIME_T.html.
  var hasLeft: Bool { easy.offset(CURLINFO_PRETRANSFER_TIME_T) > 0 }

  /// What became of the request, once libcurl is done with it.
  func outcome(_ code: CURLcode) -> Result<HTTPResponse, any Error> {
    guard code == CURLE_OK else { return .failure(error(code)) }
    guard answer.isHeadWhole else {
      return .failure(
        HTTPError(.interrupted, "\(call.origin): the answer breaks off within its header."))
    }
    let status = easy.number(CURLINFO_RESPONSE_CODE)
    return .success(HTTPResponse(status, headers: answer.headers, body: answer.body))
  }

  private func error(_ code: CURLcode) -> HTTPError {
    if answer.isTooLarge {
      return HTTPError(
        .tooLarge,
        "\(call.origin) answers with more than \(call.options.maxAnswerBytes) bytes, or too long a header."
      )
    }
    let failure = CurlFailure(
      code: code, words: easy.words(on: code), hasLeft: hasLeft,
      proxyStatus: easy.number(CURLINFO_HTTP_CONNECTCODE))
    return failure.error(at: call.origin)
  }

  private func setRequest() throws(HTTPError) {
    let request = call.request
    try easy.set(CURLOPT_URL, "\(call.origin)\(request.target)")
    // As it is: S3's keys may hold dots and slashes that libcurl would tidy up.
    try easy.set(CURLOPT_PATH_AS_IS, 1)
    if request.method == "HEAD" {
      try easy.set(CURLOPT_NOBODY, 1)
    } else if request.body.count > Self.maxCopied {
      try easy.set(CURLOPT_UPLOAD, 1)
      try easy.set(CURLOPT_INFILESIZE_LARGE, offset: request.body.count)
      let context = Unmanaged.passUnretained(self).toOpaque()
      try easy.set(CURLOPT_READDATA, context)
      try easy.set(CURLOPT_SEEKDATA, context)
      try easy.setReader(giveBody, seekBody)
    } else if !request.body.isEmpty || request.method != "GET" && request.method != "DELETE" {
      try easy.setFields(request.body)
    }
    if request.method != "HEAD" { try easy.set(CURLOPT_CUSTOMREQUEST, request.method) }
  }

  fileprivate static func from(_ context: UnsafeMutableRawPointer) -> Transfer {
    Unmanaged.fromOpaque(context).takeUnretainedValue()
  }

  fileprivate func take(headerLine line: UnsafeRawBufferPointer) -> Bool {
    answer.take(headerLine: line)
  }

  fileprivate func take(_ bytes: UnsafeRawBufferPointer) -> Bool { answer.take(bytes) }

  fileprivate func read(into room: UnsafeMutableRawBufferPointer) -> Int { upload.read(into: room) }

  fileprivate func seek(to offset: Int) -> Bool { upload.seek(to: offset) }
}

private let takeHeader: curl_write_callback = { bytes, size, count, context in
  guard let context else { return 0 }
  let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
  return Transfer.from(context).take(headerLine: line) ? line.count : 0
}

private let takeBody: curl_write_callback = { bytes, size, count, context in
  guard let context else { return 0 }
  let piece = UnsafeRawBufferPointer(start: bytes, count: size * count)
  return Transfer.from(context).take(piece) ? piece.count : 0
}

private let giveBody: curl_read_callback = { room, size, count, context in
  guard let context else { return Int(CURL_READFUNC_ABORT) }
  let room = UnsafeMutableRawBufferPointer(start: room, count: size * count)
  return Transfer.from(context).read(into: room)
}

private let seekBody: curl_seek_callback = { context, offset, origin in
  guard let context, origin == SEEK_SET, Transfer.from(context).seek(to: Int(offset)) else {
    return CURL_SEEKFUNC_FAIL
  }
  return CURL_SEEKFUNC_OK
}
