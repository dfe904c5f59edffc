import DovetailCrypto
package import DovetailTransport
package import DovetailWire
import Synchronization

/// Makes calls of S3, each to the region that its bucket is in.
package final class S3Client: Sendable {
  private let callers: S3Callers
  private let settings: AWSSettings
  /// The regions that S3 named for buckets which are not where the settings say.
  private let regions = Mutex<[BucketName: String]>([:])
  /// The buckets that have been there.
  private let known = Mutex<Set<BucketName>>([])

  /// About when a call was answered.
  var now: Timestamp { callers.clock.now }

  init(_ callers: S3Callers, settings: AWSSettings) {
    self.callers = callers
    self.settings = settings
  }

  /// Makes a call on a bucket or an object.
  ///
  /// `actsEachTime`: whether it makes a difference if S3 does it twice, as with a condition.
  package func call<Operation: S3Operation>(
    _ operation: Operation, on bucket: BucketName, _ attempt: String, actsEachTime: Bool = false
  ) async throws -> Operation.Answer {
    let call = try prepare(operation, bucket, attempt, actsEachTime)
    let caller = try callers.caller(for: bucket, attempt)
    let response = try await caller.answer(to: call) { region in
      if let region { self.regions.withLock { $0[bucket] = region } }
      return try self.endpoint(of: bucket, operation.place, attempt)
    }
    do {
      return try operation.answer(from: response)
    } catch {
      throw error.transportError(attempt)
    }
  }

  private func prepare<Operation: S3Operation>(
    _ operation: Operation, _ bucket: BucketName, _ attempt: String, _ actsEachTime: Bool
  ) throws -> ServiceCall {
    let place = operation.place
    var request: HTTPRequest
    do {
      request = try operation.request(to: s3Endpoint(of: bucket, attempt).endpoint)
    } catch let error as S3Error {
      throw error.transportError(attempt)
    }
    request.headers["x-amz-expected-bucket-owner"] = settings.bucket(bucket)?.expectedOwner
    var options = HTTPCallOptions(timeout: nil)
    options.slowest = .ofObjects
    options.maxAnswerBytes = Self.maxAnswerBytes
    return ServiceCall(
      request: request, attempt: attempt, options: options, actsEachTime: actsEachTime,
      fault: { ServiceFault(ofS3: $0, to: place, attempt) })
  }

  /// The largest object that is read at once; others are read by ranges.
  private static let maxAnswerBytes = 2 << 30

  private func endpoint(
    of bucket: BucketName, _ place: S3Place, _ attempt: String
  ) throws -> AWSEndpoint {
    let (endpoint, region) = try s3Endpoint(of: bucket, attempt)
    return AWSEndpoint(endpoint.origin(of: place), region: region)
  }

  private func s3Endpoint(
    of bucket: BucketName, _ attempt: String
  ) throws -> (endpoint: S3Endpoint, region: String) {
    do {
      let found = try settings.endpoint(of: bucket, in: regions.withLock { $0[bucket] })
      return (
        S3Endpoint(
          found.endpoint.origin, basePath: found.endpoint.basePath,
          isPathStyle: found.usesPathStyle), found.endpoint.region
      )
    } catch {
      throw TransportError(.invalidAddress, attempt: attempt, detail: "\(error)", cause: error)
    }
  }

  func isKnown(_ bucket: BucketName) -> Bool { known.withLock { $0.contains(bucket) } }

  func know(_ bucket: BucketName) {
    known.withLock { _ = $0.insert(bucket) }
  }

  /// How objects of a bucket are encrypted; nil: as the bucket says.
  func encryption(of bucket: BucketName) -> S3Encryption? {
    settings.bucket(bucket)?.encryptionKey.map { S3Encryption("aws:kms", keyID: $0) }
  }

  /// What is sent along with bytes for S3 to check, and to keep; other services that speak like S3 may
  /// refuse it, and the signature covers the bytes as well.
  func checksum(of bytes: [UInt8], in bucket: BucketName) throws -> Checksum? {
    guard try !settings.endpoint(of: bucket).endpoint.isCustom else { return nil }
    return try Checksum(.crc32, of: bytes)
  }
}

extension ServiceFault {
  /// Reads an answer of S3; nil for a success, and for "not modified".
  init?(ofS3 response: HTTPResponse, to place: S3Place, _ attempt: String) {
    let isSuccess = (200..<300).contains(response.status) || response.status == 304
    let error: S3Error
    if isSuccess {
      guard let embedded = S3Error(embeddedIn: response) else { return nil }
      error = embedded
    } else {
      error = S3Error(reading: response, to: place)
    }
    self.init(
      code: error.kind.code, status: isSuccess ? 500 : response.status,
      error: error.transportError(attempt), bucketRegion: error["Region"])
  }
}
