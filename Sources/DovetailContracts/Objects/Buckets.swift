internal import DovetailTransport

extension ObjectAdministrationContract {
  /// Source: S3 API reference, CreateBucket, HeadBucket, DeleteBucket; recorded.
  static let buckets: [Claim<ObjectAdministrationSubject>] = [
    Claim("a bucket that was made is known", rows: "9.1/create-bucket", "9.1/head-bucket") {
      subject in
      try await subject.time.advance(.seconds(7))
      let now = try await subject.time.now()

      try await subject.store.createBucket(subject.freeBucket)

      let made = BucketInfo(name: subject.freeBucket, region: "us-east-1", createdAt: now)
      try expect(
        try await subject.store.bucket(subject.freeBucket), is: made, "what is known of it")
    },
    Claim("a bucket that was not made is not known", rows: "9.1/head-bucket") { subject in
      try expect(
        try await subject.store.bucket(subject.freeBucket), is: nil, "what is known of it")
    },
    Claim("to make one's own bucket again changes nothing", rows: "9.1/create-bucket") { subject in
      try await subject.put("text", at: "a")
      let before = try await subject.store.bucket(subject.bucket)
      try await subject.time.advance(.seconds(60))

      try await subject.store.createBucket(subject.bucket)

      try expect(
        try await subject.store.bucket(subject.bucket), is: before, "what is known of it")
      try expect(try await subject.text(at: "a"), is: "text", "the object")
    },
    Claim("a bucket may be made in the store's own region by name") { subject in
      try await subject.store.createBucket(
        subject.freeBucket, CreateBucketOptions(location: "us-east-1"))

      try expect(
        try await subject.store.bucket(subject.freeBucket)?.region, is: "us-east-1", "the region")
    },
    Claim("a bucket in another region is refused, and not made") { subject in
      try await expectError(.illegalLocation, "the create") {
        try await subject.store.createBucket(
          subject.freeBucket, CreateBucketOptions(location: "eu-west-1"))
      }

      try expect(
        try await subject.store.bucket(subject.freeBucket), is: nil, "what is known of it")
    },
    Claim("an empty bucket is deleted", rows: "9.1/delete-bucket") { subject in
      try await subject.put("text", at: "a")
      _ = try await subject.store.delete(["a"], in: subject.bucket)

      try await subject.store.deleteBucket(subject.bucket)

      try expect(try await subject.store.bucket(subject.bucket), is: nil, "what is known of it")
    },
    Claim("a bucket with an object is not deleted", rows: "9.1/delete-bucket-not-empty") {
      subject in
      try await subject.put("text", at: "a")

      try await expectError(.bucketNotEmpty, "the delete") {
        try await subject.store.deleteBucket(subject.bucket)
      }

      try expect(try await subject.text(at: "a"), is: "text", "the object")
    },
    Claim("a bucket with nothing but an upload is deleted, and comes back without it") { subject in
      let upload = try await subject.begin("a")
      try await subject.upload("text", 1, of: upload)

      try await subject.store.deleteBucket(subject.bucket)
      try await subject.store.createBucket(subject.bucket)

      let page = try await subject.store.listUploads(subject.bucket, ListUploadsOptions())
      try expect(page.uploads.count, is: 0, "the number of uploads")
    },
  ]

  /// Source: S3 API reference, ListBuckets.
  static let bucketPages: [Claim<ObjectAdministrationSubject>] = [
    Claim("buckets are listed by name with their time", rows: "9.1/list-buckets") { subject in
      let first = try BucketName("\(subject.freeBucket)-1")
      let second = try BucketName("\(subject.freeBucket)-2")
      try await subject.store.createBucket(second)
      try await subject.time.advance(.seconds(3))
      try await subject.store.createBucket(first)
      let now = try await subject.time.now()

      let page = try await subject.store.listBuckets(
        ListBucketsOptions(prefix: subject.freeBucket.text))

      try expect(page.buckets.map(\.name), is: [first, second], "the names")
      try expect(page.buckets.first?.createdAt, is: now, "the time of the first")
      try expect(page.nextToken, is: nil, "the token")
    },
    Claim("pages of buckets have all once", rows: "9.1/list-buckets") { subject in
      let names = try (1...5).map { try BucketName("\(subject.freeBucket)-\($0)") }
      for name in names { try await subject.store.createBucket(name) }
      var options = ListBucketsOptions(prefix: "\(subject.freeBucket)-", maxBuckets: 2)
      var pages: [[BucketName]] = []

      repeat {
        let page = try await subject.store.listBuckets(options)
        pages.append(page.buckets.map(\.name))
        options.continuationToken = page.nextToken
      } while options.continuationToken != nil && pages.count < 10

      try expect(
        pages, is: [Array(names[0...1]), Array(names[2...3]), [names[4]]], "the pages")
    },
    Claim("buckets of another region are not listed") { subject in
      let page = try await subject.store.listBuckets(ListBucketsOptions(region: "eu-west-1"))

      try expect(page.buckets, is: [], "the buckets")
    },
    Claim("a list of buckets by a token that was not given is refused") { subject in
      try await expectError(.invalidArgument, "the list") {
        try await subject.store.listBuckets(ListBucketsOptions(continuationToken: "claim"))
      }
    },
  ]

  /// Source: recorded: NoSuchBucket.
  static let bucketErrors: [Claim<ObjectAdministrationSubject>] =
    [
      missing("delete of the bucket") { try await $0.store.deleteBucket($1.bucket) },
      missing("put") {
        _ = try await $0.store.putObject([], at: $1, PutObjectOptions())
      },
      missing("get") { _ = try await $0.store.getObject($1, ReadObjectOptions()) },
      missing("head") { _ = try await $0.store.headObject($1, ReadObjectOptions()) },
      missing("delete") { _ = try await $0.store.delete(["a"], in: $1.bucket) },
      missing("list") { _ = try await $0.store.listObjects($1.bucket, ListObjectsOptions()) },
      missing("copy out of it") { subject, place in
        _ = try await subject.store.copyObject(
          place, to: subject.place("a"), CopyObjectOptions())
      },
      missing("copy into it") { subject, place in
        try await subject.put("text", at: "a")
        _ = try await subject.store.copyObject(
          subject.place("a"), to: place, CopyObjectOptions())
      },
      missing("begin of an upload") {
        _ = try await $0.store.createUpload($1, CreateUploadOptions())
      },
      missing("list of uploads") {
        _ = try await $0.store.listUploads($1.bucket, ListUploadsOptions())
      },
    ]

  private static func missing(
    _ what: String,
    _ call: @escaping @Sendable (ObjectAdministrationSubject, BlobKey) async throws -> Void
  ) -> Claim<ObjectAdministrationSubject> {
    Claim("the \(what) is refused when there is no such bucket", rows: "9.6/missing-bucket") {
      subject in
      try await expectError(.bucketDoesNotExist, "the \(what)") {
        try await call(subject, BlobKey(bucket: subject.freeBucket, key: "a"))
      }
    }
  }
}
