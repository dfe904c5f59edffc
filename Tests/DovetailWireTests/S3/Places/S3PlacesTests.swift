import DovetailTransport
import DovetailWire
import Testing

@Suite("Places of S3")
struct S3PlacesTests {
  @Test(
    arguments: [
      ("localhost:4566", "/", nil, nil), ("localhost", "/my-bucket", "my-bucket", nil),
      ("LOCALHOST", "/my-bucket/", "my-bucket", nil),
      ("127.0.0.1:80", "/my-bucket/k", "my-bucket", "k"),
      ("my-bucket.localhost:4566", "/", "my-bucket", nil),
      ("My-Bucket.s3.localhost", "/k/my-bucket", "my-bucket", "k/my-bucket"),
      ("a.b.localhost", "//k", "a.b", "/k"), ("s3.localhost", "/my-bucket/k", "my-bucket", "k"),
      ("elsewhere", "/my-bucket//a%2Fb+%C3%A9/../", "my-bucket", "/a/b+é/../"),
      ("", "/my-bucket/k%00", "my-bucket", "k\u{0}"), ("[::1]:80", "/my-bucket", "my-bucket", nil),
      ("x.localhost", "/my-bucket/k", "my-bucket", "k"),
    ] as [(String, String, String?, String?)])
  func `host and path say what a request is about`(
    host: String, path: String, bucket: String?, key: String?
  ) throws {
    let hosts = S3Hosts(["localhost", "s3.localhost"])
    let place = try hosts.place(
      of: HTTPRequest("GET", HTTPTarget(path), headers: ["Host": host]))

    #expect(place.bucketName?.text == bucket)
    if case .object(let found) = place { #expect(found.key == key) } else { #expect(key == nil) }
  }

  @Test(arguments: [
    ("/My_Bucket/k", S3ErrorKind.invalidBucketName), ("//k", .invalidBucketName),
    ("/my-bucket/%", .invalidURI), ("/my-bucket/%FF", .invalidURI), ("/%zz", .invalidURI),
    ("/ab", .invalidBucketName),
  ])
  func `a path that names nothing is refused`(path: String, kind: S3ErrorKind) {
    let error = #expect(throws: S3Error.self) {
      try S3Hosts([]).place(of: HTTPRequest("GET", HTTPTarget(path)))
    }
    #expect(error?.kind == kind)
  }

  @Test func `an endpoint has the bucket in its host, or in the path`() throws {
    let key = BlobKey(bucket: try BucketName("my-bucket"), key: "a b/c")
    let origin = HTTPOrigin(.https, "s3.eu-west-1.amazonaws.com")
    let path = S3Endpoint(
      HTTPOrigin(.http, "host", port: 81), basePath: "/base", isPathStyle: true)

    #expect(
      S3Endpoint(origin).origin(of: .object(key)).description
        == "https://my-bucket.s3.eu-west-1.amazonaws.com")
    #expect(S3Endpoint(origin).origin(of: .service) == origin)
    #expect(S3Endpoint(origin).path(of: .object(key)) == "/a%20b/c")
    #expect(S3Endpoint(origin).path(of: .bucket(key.bucket)) == "/")
    #expect(path.origin(of: .object(key)) == path.origin)
    #expect(path.path(of: .object(key)) == "/base/my-bucket/a%20b/c")
    #expect(path.path(of: .bucket(key.bucket)) == "/base/my-bucket")
    #expect(path.path(of: .service) == "/base")
  }
}
