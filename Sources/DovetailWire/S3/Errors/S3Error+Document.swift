package import DovetailTransport

extension S3Error {
  private static let root = "Error"
  private static let regionHeader = "x-amz-bucket-region"
  private static let regionDetail = "Region"

  /// The error as it is sent; to HEAD, and where nothing is modified, without a body.
  package func response(_ ids: S3RequestIDs, to method: String) -> HTTPResponse {
    var response = HTTPResponse(kind.status, headers: ids.headers)
    response.headers[Self.regionHeader] = self[Self.regionDetail]
    guard method != "HEAD" else { return response }
    response.headers.add("Content-Type", "application/xml")
    response.body = XMLWriter.document(Self.root) { error in
      error.element("Code", kind.code)
      error.element("Message", message)
      for detail in details { error.element(detail.name, detail.value) }
      error.element("RequestId", ids.requestID)
      error.element("HostId", ids.hostID)
    }
    return response
  }

  /// The value of a detail: "Region".
  package subscript(_ name: String) -> String? {
    details.first { $0.name == name }?.value
  }

  /// The error that an answer is, to a call on a place.
  ///
  /// An answer to HEAD has no body, and one of a proxy may have any: then the status tells.
  package init(reading response: HTTPResponse, to place: S3Place) {
    if let tree = try? XMLTree(parsing: response.body),  // Else the status has to do.
      let error = S3Error(tree, status: response.status)
    {
      self = error
    } else {
      self.init(Self.kind(ofStatus: response.status, place))
      if let id = response.headers[S3RequestIDs.requestHeader] {
        details.append(Detail("RequestId", id))
      }
    }
    guard let region = response.headers[Self.regionHeader], self[Self.regionDetail] == nil else {
      return
    }
    details.append(Detail(Self.regionDetail, region))
  }

  /// The error in the body of an answer whose status says that all is well; nil: there is none.
  package init?(embeddedIn response: HTTPResponse) {
    // Only documents are looked into, and an object is none unless it says so.
    guard response.headers["Content-Type"]?.hasSuffix("/xml") == true,
      response.headers["ETag"] == nil, let tree = try? XMLTree(parsing: response.body)
    else { return nil }
    self.init(tree, status: 500)
  }

  /// Nil unless it is the document of an error.
  private init?(_ tree: XMLTree, status: Int) {
    guard tree.name == Self.root, let code = tree.text(of: "Code"), !code.isEmpty else {
      return nil
    }
    let message = tree.text(of: "Message") ?? ""
    self.init(
      S3ErrorKind(code, status, message), message,
      tree.children.filter { $0.name != "Code" && $0.name != "Message" }.map {
        Detail($0.name, $0.text)
      })
  }

  private static func kind(ofStatus status: Int, _ place: S3Place) -> S3ErrorKind {
    switch (status, place) {
    case (301, _): .permanentRedirect
    case (403, _): .accessDenied
    case (404, .object): .noSuchKey
    case (404, .bucket): .noSuchBucket
    case (412, _): .preconditionFailed
    case (416, _): .invalidRange
    case (500, _): .internalError
    case (503, _): .serviceUnavailable
    default: S3ErrorKind("\(status)", status, "The service answered with status \(status).")
    }
  }
}

extension S3Error {
  /// A fault of a store in a call on a place, with what S3 adds to it.
  package init(_ error: TransportError, at place: S3Place) {
    self.init(error)
    switch (kind, place) {
    case (.noSuchBucket, _), (.bucketNotEmpty, _), (.bucketAlreadyOwnedByYou, _):
      if let bucket = place.bucketName { details.append(Detail("BucketName", bucket.text)) }
    case (.noSuchKey, .object(let key)): details.append(Detail("Key", key.key))
    default: break
    }
  }
}
