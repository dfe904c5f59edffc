/// A code of S3's with its status and its usual words.
///
/// Two are the same if their codes are.
package struct S3ErrorKind: Hashable, Sendable {
  package var code: String
  package var status: Int
  package var message: String

  package init(_ code: String, _ status: Int, _ message: String) {
    self.code = code
    self.status = status
    self.message = message
  }

  package static func == (left: S3ErrorKind, right: S3ErrorKind) -> Bool {
    left.code == right.code
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(code)
  }
}

// Source: S3 API reference, "Error responses"; the words are recorded answers.
extension S3ErrorKind {
  package static let accessDenied = S3ErrorKind("AccessDenied", 403, "Access Denied")
  package static let authorizationHeaderMalformed = S3ErrorKind(
    "AuthorizationHeaderMalformed", 400, "The authorization header is malformed")
  package static let authorizationQueryParametersError = S3ErrorKind(
    "AuthorizationQueryParametersError", 400, "The authorization parameters are malformed")
  package static let badDigest = S3ErrorKind(
    "BadDigest", 400, "The Content-MD5 you specified did not match what we received.")
  package static let bucketAlreadyExists = S3ErrorKind(
    "BucketAlreadyExists", 409,
    "The requested bucket name is not available. The bucket namespace is shared by all users of the "
      + "system. Please select a different name and try again.")
  package static let bucketAlreadyOwnedByYou = S3ErrorKind(
    "BucketAlreadyOwnedByYou", 409,
    "Your previous request to create the named bucket succeeded and you already own it.")
  package static let bucketNotEmpty = S3ErrorKind(
    "BucketNotEmpty", 409, "The bucket you tried to delete is not empty")
  package static let conditionalRequestConflict = S3ErrorKind(
    "ConditionalRequestConflict", 409,
    "The conditional request cannot succeed due to a conflicting operation against this resource.")
  package static let entityTooLarge = S3ErrorKind(
    "EntityTooLarge", 400, "Your proposed upload exceeds the maximum allowed size")
  package static let entityTooSmall = S3ErrorKind(
    "EntityTooSmall", 400, "Your proposed upload is smaller than the minimum allowed size")
  package static let expiredToken = S3ErrorKind(
    "ExpiredToken", 400, "The provided token has expired.")
  package static let illegalLocationConstraint = S3ErrorKind(
    "IllegalLocationConstraintException", 400,
    "The location constraint is incompatible for the region specific endpoint this request was sent to."
  )
  package static let incompleteBody = S3ErrorKind(
    "IncompleteBody", 400, "The request body terminated unexpectedly")
  package static let internalError = S3ErrorKind(
    "InternalError", 500, "We encountered an internal error. Please try again.")
  package static let invalidAccessKeyID = S3ErrorKind(
    "InvalidAccessKeyId", 403,
    "The AWS Access Key Id you provided does not exist in our records.")
  package static let invalidArgument = S3ErrorKind("InvalidArgument", 400, "Invalid Argument")
  package static let invalidBucketName = S3ErrorKind(
    "InvalidBucketName", 400, "The specified bucket is not valid.")
  package static let invalidDigest = S3ErrorKind(
    "InvalidDigest", 400, "The Content-MD5 you specified was invalid.")
  package static let invalidPart = S3ErrorKind(
    "InvalidPart", 400,
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or "
      + "the specified entity tag may not match the part's entity tag.")
  package static let invalidPartNumber = S3ErrorKind(
    "InvalidPartNumber", 416, "The requested partnumber is not satisfiable")
  package static let invalidPartOrder = S3ErrorKind(
    "InvalidPartOrder", 400,
    "The list of parts was not in ascending order. Parts must be ordered by part number.")
  package static let invalidRange = S3ErrorKind(
    "InvalidRange", 416, "The requested range is not satisfiable")
  package static let invalidRequest = S3ErrorKind("InvalidRequest", 400, "Invalid Request")
  package static let invalidToken = S3ErrorKind(
    "InvalidToken", 400, "The provided token is malformed or otherwise invalid.")
  package static let invalidURI = S3ErrorKind(
    "InvalidURI", 400, "Couldn't parse the specified URI.")
  package static let keyTooLong = S3ErrorKind("KeyTooLongError", 400, "Your key is too long")
  package static let malformedTrailer = S3ErrorKind(
    "MalformedTrailerError", 400,
    "The request contained trailing data that was not well-formed or did not conform to our published "
      + "schema.")
  package static let malformedXML = S3ErrorKind(
    "MalformedXML", 400,
    "The XML you provided was not well-formed or did not validate against our published schema")
  package static let metadataTooLarge = S3ErrorKind(
    "MetadataTooLarge", 400, "Your metadata headers exceed the maximum allowed metadata size")
  package static let methodNotAllowed = S3ErrorKind(
    "MethodNotAllowed", 405, "The specified method is not allowed against this resource.")
  package static let missingContentLength = S3ErrorKind(
    "MissingContentLength", 411, "You must provide the Content-Length HTTP header.")
  package static let noSuchBucket = S3ErrorKind(
    "NoSuchBucket", 404, "The specified bucket does not exist")
  package static let noSuchKey = S3ErrorKind("NoSuchKey", 404, "The specified key does not exist.")
  package static let noSuchUpload = S3ErrorKind(
    "NoSuchUpload", 404,
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been "
      + "aborted or completed.")
  package static let noSuchVersion = S3ErrorKind(
    "NoSuchVersion", 404, "The specified version does not exist.")
  package static let notImplemented = S3ErrorKind(
    "NotImplemented", 501,
    "A header you provided implies functionality that is not implemented")
  package static let operationAborted = S3ErrorKind(
    "OperationAborted", 409,
    "A conflicting conditional operation is currently in progress against this resource. Please try "
      + "again.")
  package static let permanentRedirect = S3ErrorKind(
    "PermanentRedirect", 301,
    "The bucket you are attempting to access must be addressed using the specified endpoint. Please "
      + "send all future requests to this endpoint.")
  package static let preconditionFailed = S3ErrorKind(
    "PreconditionFailed", 412, "At least one of the pre-conditions you specified did not hold")
  package static let requestTimeout = S3ErrorKind(
    "RequestTimeout", 400,
    "Your socket connection to the server was not read from or written to within the timeout period. "
      + "Idle connections will be closed.")
  package static let requestTimeTooSkewed = S3ErrorKind(
    "RequestTimeTooSkewed", 403,
    "The difference between the request time and the current time is too large.")
  package static let serviceUnavailable = S3ErrorKind(
    "ServiceUnavailable", 503, "Service is unable to handle request.")
  package static let signatureDoesNotMatch = S3ErrorKind(
    "SignatureDoesNotMatch", 403,
    "The request signature we calculated does not match the signature you provided. Check your key and "
      + "signing method.")
  package static let slowDown = S3ErrorKind("SlowDown", 503, "Please reduce your request rate.")
  /// No code of S3's: what a client makes of an answer that it cannot read.
  package static let unreadableAnswer = S3ErrorKind(
    "UnreadableAnswer", 502, "The answer of the service cannot be read")
  package static let contentDigestMismatch = S3ErrorKind(
    "XAmzContentSHA256Mismatch", 400,
    "The provided 'x-amz-content-sha256' header does not match what was computed.")
}
