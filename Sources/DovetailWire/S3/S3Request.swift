import DovetailTransport

/// A request to S3 that a server has read.
package enum S3Request: Hashable, Sendable {
  case listBuckets(ListBuckets)
  case createBucket(CreateBucket)
  case headBucket(HeadBucket)
  case deleteBucket(DeleteBucket)
  case getBucketLocation(GetBucketLocation)
  case putObject(PutObject)
  case getObject(GetObject)
  case headObject(HeadObject)
  case deleteObject(DeleteObject)
  case deleteObjects(DeleteObjects)
  case copyObject(CopyObject)
  case listObjects(ListObjects)
  case listObjectsV2(ListObjectsV2)
  case createMultipartUpload(CreateMultipartUpload)
  case uploadPart(UploadPart)
  case uploadPartCopy(UploadPartCopy)
  case completeMultipartUpload(CompleteMultipartUpload)
  case abortMultipartUpload(AbortMultipartUpload)
  case listParts(ListParts)
  case listMultipartUploads(ListMultipartUploads)

  /// Reads a request whose body is plain; see ``HTTPRequest/withoutChunks(_:)``.
  ///
  /// Throws the refusal that S3 has for it: `notImplemented` for what S3 can and this subset cannot, for
  /// none of it is passed over in silence.
  package init(_ request: HTTPRequest, at place: S3Place) throws(S3Error) {
    let route = try S3Route(request)
    let request = route.headed(request)
    switch place {
    case .service:
      guard request.method == "GET" else { throw S3Error(.methodNotAllowed) }
      self = .listBuckets(try ListBuckets(reading: request, at: place))
    case .bucket: try self.init(request, bucket: place, route)
    case .object: try self.init(request, object: place, route)
    }
  }

  private init(
    _ request: HTTPRequest, bucket place: S3Place, _ route: S3Route
  ) throws(S3Error) {
    self =
      switch request.method {
      case "GET" where route.has("location"):
        .getBucketLocation(try GetBucketLocation(reading: request, at: place))
      case "GET" where route.has("uploads"):
        .listMultipartUploads(try ListMultipartUploads(reading: request, at: place))
      case "GET" where route.query["list-type"] == "2":
        .listObjectsV2(try ListObjectsV2(reading: request, at: place))
      case "GET": .listObjects(try ListObjects(reading: request, at: place))
      case "PUT": .createBucket(try CreateBucket(reading: request, at: place))
      case "HEAD": .headBucket(try HeadBucket(reading: request, at: place))
      case "DELETE": .deleteBucket(try DeleteBucket(reading: request, at: place))
      case "POST" where route.has("delete"):
        .deleteObjects(try DeleteObjects(reading: request, at: place))
      case "POST": throw S3Error(.notImplemented)
      default: throw S3Error(.methodNotAllowed)
      }
  }

  private init(
    _ request: HTTPRequest, object place: S3Place, _ route: S3Route
  ) throws(S3Error) {
    let isCopy = request.headers[CopySource.header] != nil
    self =
      switch request.method {
      case "GET" where route.has("uploadId"): .listParts(try ListParts(reading: request, at: place))
      case "GET": .getObject(try GetObject(reading: request, at: place))
      case "HEAD": .headObject(try HeadObject(reading: request, at: place))
      case "PUT" where route.has("uploadId") && isCopy:
        .uploadPartCopy(try UploadPartCopy(reading: request, at: place))
      case "PUT" where route.has("uploadId"):
        .uploadPart(try UploadPart(reading: request, at: place))
      case "PUT" where isCopy: .copyObject(try CopyObject(reading: request, at: place))
      case "PUT": .putObject(try PutObject(reading: request, at: place))
      case "POST" where route.has("uploads"):
        .createMultipartUpload(try CreateMultipartUpload(reading: request, at: place))
      case "POST" where route.has("uploadId"):
        .completeMultipartUpload(try CompleteMultipartUpload(reading: request, at: place))
      case "POST": throw S3Error(.notImplemented)
      case "DELETE" where route.has("uploadId"):
        .abortMultipartUpload(try AbortMultipartUpload(reading: request, at: place))
      case "DELETE": .deleteObject(try DeleteObject(reading: request, at: place))
      default: throw S3Error(.methodNotAllowed)
      }
  }
}

/// The query by which operations on one place are told apart.
private struct S3Route {
  let query: HTTPQuery

  /// Throws for a part of S3 that is not here, and for a version, which objects here do not have.
  init(_ request: HTTPRequest) throws(S3Error) {
    guard let query = HTTPQuery(parsing: (request.target.query ?? "").utf8) else {
      throw S3Error(.invalidURI)
    }
    self.query = query
    if let name = query.items.first(where: { Self.elsewhere.contains($0.name) })?.name {
      throw S3Error(.notImplemented, nil, [.init("Subresource", name)])
    }
    if let version = query["versionId"], version != "null" { throw .unknownVersion }
  }

  func has(_ name: String) -> Bool { query[name] != nil }

  /// The request with Amazon's headers that a presigned URL has in its query, where none says otherwise.
  ///
  /// Source: S3 API reference, "Authenticating requests: using query parameters"; presigners of AWS's SDKs.
  func headed(_ request: HTTPRequest) -> HTTPRequest {
    var headed = request
    for item in query.items where HTTPHeaders.isOfAmazon(item.name) {
      guard !Self.signing.contains(item.name.lowercased()), headed.headers[item.name] == nil else {
        continue
      }
      headed.headers.add(item.name, item.value ?? "")
    }
    return headed
  }

  private static let signing = Set(SigningFields.queryNames.map { $0.lowercased() })

  /// Source: S3 API reference, "Actions".
  private static let elsewhere: Set = [
    "accelerate", "acl", "analytics", "attributes", "cors", "encryption", "intelligent-tiering",
    "inventory", "legal-hold", "lifecycle", "logging", "metadataConfiguration", "metadataTable",
    "metrics", "notification", "object-lock", "ownershipControls", "policy", "policyStatus",
    "publicAccessBlock", "renameObject", "replication", "requestPayment", "restore", "retention",
    "select", "session", "tagging", "torrent", "versioning", "versions", "website",
  ]
}
