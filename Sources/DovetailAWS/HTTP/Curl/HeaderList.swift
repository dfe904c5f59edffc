internal import CCurl
internal import DovetailWire

/// The lines of a request's header as libcurl reads them while the transfer lasts.
final class HeaderList {
  private(set) var first: UnsafeMutablePointer<curl_slist>?

  /// Takes the fields, and turns off what libcurl would add of its own.
  init(_ headers: HTTPHeaders) throws(HTTPError) {
    for field in headers.fields {
      // A colon with nothing behind it would remove the field.
      try append(field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
    }
    try append("Expect:")
    if headers["Content-Type"] == nil { try append("Content-Type:") }
  }

  deinit {
    curl_slist_free_all(first)
  }

  private func append(_ line: String) throws(HTTPError) {
    guard let list = curl_slist_append(first, line) else {
      throw HTTPError(.misconfigured, "libcurl has no memory for a request's header.")
    }
    first = list
  }
}
