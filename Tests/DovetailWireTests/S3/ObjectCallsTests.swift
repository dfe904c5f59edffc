import DovetailTransport
import DovetailWire
import Testing

/// Each call comes to the server as the client has made it, and each answer to the client.
@Suite("Calls of S3 on objects")
struct ObjectCallsTests {
  private let key: BlobKey
  private let checksum = Checksum(.crc32, "p9RfkA==")
  private let etag = ETag(rawValue: "b41a806d0fad2e9f1f9cbd9ffda2c37d")

  init() throws {
    key = BlobKey(bucket: try BucketName("my-bucket"), key: "a b+c/é//../☃%41?x=1&y#z'()*~\u{1}\n")
  }

  @Test func `a put with nothing said`() throws {
    let call = PutObject(key, [])

    #expect(try RoundTrip.calls(call) == [call, call])
  }

  @Test(arguments: [
    PutCondition.always, .ifAbsent, .ifUnchanged(since: ETag(rawValue: "abc")),
  ])
  func `a put with everything said`(condition: PutCondition) throws {
    var call = PutObject(key, Array("body".utf8))
    call.options = PutObjectOptions(
      condition: condition, metadata: metadata, checksum: checksum,
      contentMD5: "CY9rzUYh03PK3k6DJie09g==")
    call.encryption = S3Encryption("aws:kms", keyID: "arn:aws:kms:key", usesBucketKey: true)

    #expect(try RoundTrip.calls(call) == [call, call])
  }

  @Test func `a put's answer`() throws {
    let answer = PutObject.Answer(info)
    let response = PutObject(key, []).response(answer, RoundTrip.ids)

    #expect(try RoundTrip.answer(answer, to: PutObject(key, [])) == answer)
    #expect(response.status == 200)
    #expect(response.body.isEmpty)
    #expect(
      response.headers.fields
        == [
          .init("x-amz-request-id", "REQUEST"), .init("x-amz-id-2", "HOST"),
          .init("Server", "AmazonS3"), .init("ETag", "\"b41a806d0fad2e9f1f9cbd9ffda2c37d\""),
          .init("x-amz-checksum-crc32", "p9RfkA=="), .init("x-amz-checksum-type", "FULL_OBJECT"),
          .init("x-amz-server-side-encryption", "AES256"),
        ].sorted(like: response.headers.fields))
  }

  @Test(arguments: [nil, BlobRange.bytes(0...9), .from(7), .last(3)])
  func `a read`(range: BlobRange?) throws {
    var read = ObjectReading(wantsChecksum: range == nil)
    read.options.range = range
    read.options.conditions = ReadConditions(
      ifMatch: etag, ifNoneMatch: ETag(rawValue: "*"), ifModifiedSince: RoundTrip.moment,
      ifUnmodifiedSince: RoundTrip.moment)
    read.overrides.contentDisposition = "attachment; filename=\"a b.json\""
    read.overrides.expires = "never"

    #expect(
      try RoundTrip.calls(GetObject(key, read)) == [GetObject(key, read), GetObject(key, read)])
    #expect(
      try RoundTrip.calls(HeadObject(key, read)) == [HeadObject(key, read), HeadObject(key, read)])
  }

  @Test func `the read of a part by its number`() throws {
    let call = GetObject(key, ObjectReading(ReadObjectOptions(partNumber: 3)))

    #expect(try RoundTrip.calls(call) == [call, call])
  }

  @Test func `a whole object`() throws {
    let call = GetObject(key, ObjectReading(wantsChecksum: true))
    let content = ObjectContent(bytes: Array("hello".utf8), part: ObjectPart(info: info))
    let answer = try call.answer(.found(content))
    let read = try RoundTrip.answer(answer, to: call)

    #expect(read == answer)
    #expect(read.status == 200)
    #expect(read.head.blob == info.blob)
    #expect(read.head.metadata == metadata)
    #expect(read.head.checksum == checksum)
  }

  @Test func `a part of an object, without the checksum of the whole`() throws {
    let call = GetObject(
      key, ObjectReading(ReadObjectOptions(range: .from(3)), wantsChecksum: true))
    let content = ObjectContent(
      bytes: Array("lo".utf8), part: ObjectPart(info: info, offsets: 3..<5))
    let answer = try call.answer(.found(content))
    let response = call.response(answer, RoundTrip.ids)

    #expect(try call.answer(from: response) == answer)
    #expect(response.status == 206)
    #expect(response.headers["Content-Range"] == "bytes 3-4/5")
    #expect(answer.head.checksum == nil)
  }

  @Test func `an object's head`() throws {
    let call = HeadObject(key)
    for offsets in [nil, 1..<4] {
      let answer = try call.answer(.found(ObjectPart(info: info, offsets: offsets)))
      let response = call.response(answer, RoundTrip.ids)

      #expect(try call.answer(from: response) == answer)
      #expect(response.body.isEmpty)
      #expect(response.headers["Content-Length"] == (offsets == nil ? "5" : "3"))
      #expect(response.headers["x-amz-checksum-crc32"] == nil)
    }
  }

  @Test func `the number of parts is told to who asks for a part`() throws {
    var object = info
    object.partCount = 3
    let part = ObjectPart(info: object, offsets: 0..<2)
    let byNumber = HeadObject(key, ObjectReading(ReadObjectOptions(partNumber: 1)))

    let answer = try byNumber.answer(.found(part))

    #expect(byNumber.response(answer, RoundTrip.ids).headers["x-amz-mp-parts-count"] == "3")
    #expect(try RoundTrip.answer(answer, to: byNumber) == answer)
    #expect(try HeadObject(key).answer(.found(part)).head.partCount == nil)
  }

  @Test func `an empty object has a type and a length`() throws {
    let empty = ObjectInfo(
      blob: BlobInfo(etag: etag, size: 0, modifiedAt: RoundTrip.moment),
      metadata: ObjectMetadata(), checksum: checksum)
    let response = HeadObject(key).response(
      try HeadObject(key).answer(.found(ObjectPart(info: empty))), RoundTrip.ids)

    #expect(response.headers["Content-Length"] == "0")
    #expect(response.headers["Content-Type"] == "binary/octet-stream")
    #expect(response.headers["Accept-Ranges"] == "bytes")
    #expect(response.headers["Last-Modified"] == "Sat, 15 Mar 2025 12:34:56 GMT")
  }

  @Test func `an object that is not modified`() throws {
    let answer = try GetObject(key).answer(.notModified(info))
    let response = GetObject(key).response(answer, RoundTrip.ids)
    let read = try GetObject(key).answer(from: response)

    #expect(response.status == 304)
    #expect(response.body.isEmpty)
    #expect(read.status == 304)
    #expect(read.head.blob.etag == etag)
    #expect(read.head.blob.modifiedAt == RoundTrip.moment)
  }

  @Test func `a read that is refused`() throws {
    var call = GetObject(key)
    let failed = #expect(throws: S3Error.self) { try call.answer(.preconditionFailed(.ifMatch)) }
    #expect(failed?.kind == .preconditionFailed)
    #expect(failed?["Condition"] == "If-Match")

    call.read.options.range = .from(10)
    let unsatisfiable = #expect(throws: S3Error.self) { try call.answer(.unsatisfiable(info)) }
    #expect(unsatisfiable?.kind == .invalidRange)
    #expect(unsatisfiable?["RangeRequested"] == "bytes=10-")
    #expect(unsatisfiable?["ActualObjectSize"] == "5")

    call.read.options = ReadObjectOptions(partNumber: 9)
    let missing = #expect(throws: S3Error.self) { try call.answer(.unsatisfiable(info)) }
    #expect(missing?.kind.status == 416)
    #expect(missing?["PartNumberRequested"] == "9")
  }

  @Test func `headers that the reader asks for take the place of the object's`() throws {
    var call = GetObject(key)
    call.read.overrides.contentType = "text/html"
    let answer = try call.answer(
      .found(ObjectContent(bytes: Array("hello".utf8), part: ObjectPart(info: info))))

    #expect(answer.head.metadata.contentType == "text/html")
    #expect(answer.head.metadata.contentLanguage == "de")
  }

  @Test func `a delete`() throws {
    let call = DeleteObject(key)

    #expect(try RoundTrip.calls(call) == [call, call])
    #expect(call.response(S3Done(), RoundTrip.ids).status == 204)
    #expect(try RoundTrip.answer(S3Done(), to: call) == S3Done())
  }

  @Test(arguments: [false, true])
  func `a delete of many`(isQuiet: Bool) throws {
    let keys = [key.key.replacing("\u{1}", with: ""), "<a>&\"b\"", " c "]
    let call = DeleteObjects(keys, in: key.bucket, isQuiet: isQuiet)
    let answer = call.answer([
      .success(()), .failure(TransportError(.throttled, attempt: "")), .success(()),
    ])

    #expect(try RoundTrip.calls(call) == [call, call])
    #expect(try RoundTrip.answer(answer, to: call) == answer)
    #expect(answer.deleted == (isQuiet ? [] : [keys[0], keys[2]]))
    #expect(answer.failures.map(\.code) == ["SlowDown"])
  }

  @Test func `a copy`() throws {
    let source = BlobKey(bucket: try BucketName("from.here"), key: "x/+ é?versionId=1")
    var options = CopyObjectOptions()
    let plain = CopyObject(source, to: key)
    options.sourceConditions = ReadConditions(ifMatch: etag, ifModifiedSince: RoundTrip.moment)
    options.condition = .ifAbsent
    options.metadata = .replace(metadata)
    options.checksumAlgorithm = .sha256
    let full = CopyObject(source, to: key, options)
    let answer = try full.answer(.copied(info))

    #expect(try RoundTrip.calls(plain) == [plain, plain])
    #expect(try RoundTrip.calls(full) == [full, full])
    #expect(try RoundTrip.answer(answer, to: full) == answer)
    let failed = #expect(throws: S3Error.self) {
      try full.answer(.preconditionFailed(.ifNoneMatch))
    }
    #expect(failed?["Condition"] == "x-amz-copy-source-If-None-Match")
  }

  private var info: ObjectInfo {
    ObjectInfo(
      blob: BlobInfo(etag: etag, size: 5, modifiedAt: RoundTrip.moment), metadata: metadata,
      checksum: checksum)
  }

  private var metadata: ObjectMetadata {
    var metadata = ObjectMetadata(
      contentType: "text/plain; charset=utf-8",
      user: [
        "task": "a b", "name": "é☃", "empty": "", "word": "=?UTF-8?B?w6k=?=", "line": "a\r\nb",
      ])
    metadata.contentEncoding = "gzip"
    metadata.contentLanguage = "de"
    metadata.contentDisposition = "attachment"
    metadata.cacheControl = "no-cache"
    metadata.expires = "0"
    metadata.websiteRedirectLocation = "/elsewhere"
    return metadata
  }
}

extension [HTTPHeaders.Field] {
  /// The same fields in the order that others have, so that order does not count.
  func sorted(like others: [HTTPHeaders.Field]) -> [HTTPHeaders.Field] {
    let places = Dictionary(
      others.enumerated().map { ($1.name.lowercased(), $0) },
      uniquingKeysWith: { first, _ in first })
    return sorted {
      (places[$0.name.lowercased()] ?? .max) < (places[$1.name.lowercased()] ?? .max)
    }
  }
}
