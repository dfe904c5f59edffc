internal import DovetailTransport

extension BlobStoreContract {
  /// Source: S3 API reference, Object, ETag: the MD5 of the content; vectors of RFC 1321, A.5.
  static let etags: [Claim<BlobStoreSubject>] =
    [
      ("", "d41d8cd98f00b204e9800998ecf8427e"),
      ("a", "0cc175b9c0f1b6a831c399e269772661"),
      ("abc", "900150983cd24fb0d6963f7d28e17f72"),
      ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
      (
        String(repeating: "1234567890", count: 8), "57edf4a22be3c955ac49da2e2107b67a"
      ),
    ].map { text, digest in
      Claim("the tag of \"\(text)\" is its MD5", rows: "9.6/etag-form") { subject in
        let info = try await subject.put(text, at: "a")

        try expect(info.etag.rawValue, is: digest, "the tag")
      }
    }
}
