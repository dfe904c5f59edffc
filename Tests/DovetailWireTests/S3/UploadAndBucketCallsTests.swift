import DovetailTransport
import DovetailWire
import Testing

@Suite("Calls of S3 on uploads")
struct UploadCallsTests {
  private let key: BlobKey
  private let upload = UploadID(rawValue: "VXBsb2FkSWQ.~-_+/=")
  private let checksum = Checksum(.crc32c, "mnG7TA==")
  private let etag = ETag(rawValue: "b41a806d0fad2e9f1f9cbd9ffda2c37d")

  init() throws {
    key = BlobKey(bucket: try BucketName("my-bucket"), key: "big/é.bin")
  }

  @Test func `an upload's beginning`() throws {
    let call = CreateMultipartUpload(
      key,
      CreateUploadOptions(
        metadata: ObjectMetadata(contentType: "a/b", user: ["x": "y"]), checksumAlgorithm: .crc32c,
        checksumType: .composite))
    let answer = CreateMultipartUpload.Answer(info, in: key.bucket)

    #expect(try RoundTrip.calls(call) == [call, call])
    #expect(try RoundTrip.answer(answer, to: call) == answer)
    #expect(answer.upload == upload)
  }

  @Test func `a part`() throws {
    let call = UploadPart(
      place, [1, 2, 3],
      UploadPartOptions(checksum: checksum, contentMD5: "CY9rzUYh03PK3k6DJie09g=="))
    let answer = UploadPart.Answer(part)

    #expect(try RoundTrip.calls(call) == [call, call])
    #expect(try RoundTrip.answer(answer, to: call) == answer)
    #expect(call.response(answer, RoundTrip.ids).headers["x-amz-checksum-type"] == nil)
  }

  @Test func `a copied part`() throws {
    let call = UploadPartCopy(
      key, as: place,
      CopyPartOptions(
        range: 5...9, sourceConditions: ReadConditions(ifUnmodifiedSince: RoundTrip.moment)))
    let answer = try call.answer(.copied(part))

    #expect(try RoundTrip.calls(call) == [call, call])
    #expect(try RoundTrip.answer(answer, to: call) == answer)
  }

  @Test func `an upload's end`() throws {
    let parts = [1, 10_000].map { CompletedPart(number: $0, etag: etag, checksum: checksum) }
    let call = CompleteMultipartUpload(
      upload, of: key, parts,
      CompleteUploadOptions(
        condition: .ifAbsent, checksum: Checksum(.crc32c, "mnG7TA==-2"), checksumType: .composite,
        size: 7))
    let object = ObjectInfo(
      blob: BlobInfo(etag: ETag(rawValue: "ab-2"), size: 7, modifiedAt: RoundTrip.moment),
      metadata: ObjectMetadata(), checksum: Checksum(.crc32c, "mnG7TA==-2"), partCount: 2)
    let answer = CompleteMultipartUpload.Answer(
      object, at: key, HTTPOrigin(.http, "localhost", port: 4566))

    #expect(try RoundTrip.calls(call) == [call, call])
    #expect(try RoundTrip.answer(answer, to: call) == answer)
    #expect(answer.location == "http://localhost:4566/my-bucket/big/%C3%A9.bin")
  }

  @Test func `an end may fail behind its status`() {
    let response = HTTPResponse(
      200, headers: ["Content-Type": "application/xml"],
      body: Array(
        "\n\n<Error><Code>InternalError</Code><Message>We…</Message><RequestId>1</RequestId></Error>"
          .utf8)
    )
    let call = CompleteMultipartUpload(upload, of: key, [])

    let error = #expect(throws: S3Error.self) { try call.answer(from: response) }

    #expect(error?.kind == .internalError)
    #expect(error?["RequestId"] == "1")
    #expect(error?.kind.transportCode == .outcomeUnknown)
  }

  @Test func `an upload that is given up`() throws {
    let call = AbortMultipartUpload(upload, of: key)

    #expect(try RoundTrip.calls(call) == [call, call])
    #expect(try RoundTrip.answer(S3Done(), to: call) == S3Done())
  }

  @Test(arguments: [nil, 3])
  func `parts`(next: Int?) throws {
    let call = ListParts(upload, of: key, ListPartsOptions(numberMarker: 1, maxParts: 2))
    let page = PartPage(upload: info, parts: [part, part], nextNumberMarker: next)
    let answer = ListParts.Answer(page, to: call, owner: RoundTrip.owner)

    #expect(try RoundTrip.calls(call) == [call, call])
    #expect(try RoundTrip.answer(answer, to: call) == answer)
    #expect(answer.isTruncated == (next != nil))
  }

  @Test func `uploads`() throws {
    var call = ListMultipartUploads(
      key.bucket,
      ListUploadsOptions(
        prefix: "a b", delimiter: "/", keyMarker: "c\u{1}", uploadIDMarker: upload, maxUploads: 3))
    let page = UploadPage(
      uploads: [info], commonPrefixes: ["x +/", "\u{2}/"],
      next: UploadPage.Marker(key: "é \u{1}", upload: upload))
    for encoding in [S3KeyEncoding.url, nil] {
      call.encoding = encoding
      let answer = ListMultipartUploads.Answer(page, to: call, owner: RoundTrip.owner)

      #expect(try RoundTrip.calls(call) == [call, call])
      #expect(try RoundTrip.answer(answer, to: call) == answer)
    }
  }

  private var place: PartPlace { PartPlace(key: key, upload: upload, number: 2) }

  private var part: PartInfo {
    PartInfo(number: 2, etag: etag, size: 7, modifiedAt: RoundTrip.moment, checksum: checksum)
  }

  private var info: UploadInfo {
    UploadInfo(
      key: key.key, id: upload, createdAt: RoundTrip.moment, checksumAlgorithm: .crc32c,
      checksumType: .composite)
  }
}

@Suite("Calls of S3 on buckets")
struct BucketCallsTests {
  private let bucket: BucketName

  init() throws {
    bucket = try BucketName("my-bucket")
  }

  @Test(arguments: [nil, "eu-west-1"])
  func `a bucket's making`(location: String?) throws {
    let call = CreateBucket(bucket, CreateBucketOptions(location: location))
    let answer = CreateBucket.Answer(bucket)

    #expect(try RoundTrip.calls(call) == [call, call])
    #expect(try RoundTrip.answer(answer, to: call) == answer)
    #expect(answer.location == "/my-bucket")
  }

  @Test func `a bucket's end, and a look at it`() throws {
    let info = BucketInfo(name: bucket, region: "eu-west-1", createdAt: RoundTrip.moment)
    let head = HeadBucket.Answer(info)

    #expect(
      try RoundTrip.calls(DeleteBucket(bucket)) == [DeleteBucket(bucket), DeleteBucket(bucket)])
    #expect(try RoundTrip.calls(HeadBucket(bucket)) == [HeadBucket(bucket), HeadBucket(bucket)])
    #expect(try RoundTrip.answer(head, to: HeadBucket(bucket)) == head)
  }

  @Test(arguments: [
    (
      "us-east-1",
      "<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"></LocationConstraint>"
    ),
    (
      "eu-west-1",
      "<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">eu-west-1</LocationConstraint>"
    ),
  ])
  func `a bucket's region, of which the first has no name`(region: String, document: String) throws
  {
    let call = GetBucketLocation(bucket)
    let answer = GetBucketLocation.Answer(
      BucketInfo(name: bucket, region: region, createdAt: RoundTrip.moment))
    let response = call.response(answer, RoundTrip.ids)

    #expect(try RoundTrip.calls(call) == [call, call])
    #expect(try call.answer(from: response) == answer)
    #expect(String(decoding: response.body, as: UTF8.self).hasSuffix(document))
  }

  @Test func `buckets`() throws {
    let call = ListBuckets(
      ListBucketsOptions(
        prefix: "my", region: "eu-west-1", maxBuckets: 2, continuationToken: "a/b+c="))
    let info = BucketInfo(name: bucket, region: "eu-west-1", createdAt: RoundTrip.moment)
    let answer = ListBuckets.Answer(
      BucketPage(buckets: [info, info], nextToken: "next"), to: call, owner: RoundTrip.owner)

    #expect(try RoundTrip.calls(call) == [call, call])
    #expect(try RoundTrip.calls(ListBuckets()) == [ListBuckets(), ListBuckets()])
    #expect(try RoundTrip.answer(answer, to: call) == answer)
    #expect(
      String(decoding: call.response(answer, RoundTrip.ids).body, as: UTF8.self)
        .contains("<CreationDate>2025-03-15T12:34:56.000Z</CreationDate>"))
  }

  @Test(arguments: [S3KeyEncoding.url, nil])
  func `objects`(encoding: S3KeyEncoding?) throws {
    var call = ListObjectsV2(
      bucket,
      ListObjectsOptions(
        prefix: "a +", delimiter: "/", maxKeys: 3, startAfter: "é\u{1}", continuationToken: "1/ab=="
      ))
    call.encoding = encoding
    call.wantsOwner = true
    let answer = ListObjectsV2.Answer(page, to: call, owner: RoundTrip.owner)

    #expect(try RoundTrip.calls(call) == [call, call])
    #expect(try RoundTrip.answer(answer, to: call) == answer)
    #expect(answer.count == 3)
  }

  @Test(arguments: [S3KeyEncoding.url, nil])
  func `objects, as the first version lists them`(encoding: S3KeyEncoding?) throws {
    var call = ListObjects(bucket)
    call.encoding = encoding
    call.delimiter = "/"
    call.marker = "a/"
    let answer = ListObjects.Answer(page, to: call, owner: RoundTrip.owner)

    #expect(try RoundTrip.calls(call) == [call, call])
    #expect(try RoundTrip.answer(answer, to: call) == answer)
    #expect(answer.nextMarker == "é +/")
    #expect(call.options.startAfter == "a/\u{10FFFF}")
    call.delimiter = ""
    #expect(call.options.startAfter == "a/")
    #expect(ListObjects.Answer(page, to: call, owner: RoundTrip.owner).nextMarker == "")
  }

  private var page: ObjectPage {
    let entry = ObjectPage.Entry(
      key: "a b\u{1}/é+%",
      blob: BlobInfo(etag: ETag(rawValue: "ab-2"), size: 12, modifiedAt: RoundTrip.moment),
      checksumAlgorithm: .crc64NVME, checksumType: .fullObject)
    return ObjectPage(entries: [entry], commonPrefixes: ["b/", "é +/"], nextToken: "2/cd==")
  }
}
