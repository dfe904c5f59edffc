internal import DovetailTransport

extension ObjectAdministrationContract {
  /// Source: S3 API reference, ListParts, ListMultipartUploads.
  static let uploadPages: [Claim<ObjectAdministrationSubject>] = [
    Claim("pages of parts have all once, by number", rows: "9.5/list-parts") { subject in
      let upload = try await subject.begin("a")
      for number in [9, 1, 5, 3, 7] { try await subject.upload("text", number, of: upload) }
      var options = ListPartsOptions(maxParts: 2)
      var pages: [[Int]] = []

      repeat {
        let page = try await subject.parts(of: upload, options)
        pages.append(page.parts.map(\.number))
        guard let marker = page.nextNumberMarker else { break }
        options.numberMarker = marker
      } while pages.count < 10

      try expect(pages, is: [[1, 3], [5, 7], [9]], "the numbers on the pages")
    },
    Claim("a list of parts tells their upload", rows: "9.5/list-parts") { subject in
      let options = CreateUploadOptions(checksumAlgorithm: .sha256)
      let created = try await subject.store.createUpload(subject.place("a"), options)

      let page = try await subject.store.listParts(
        created.id, of: subject.place("a"), ListPartsOptions())

      try expect(page, is: PartPage(upload: created, parts: []), "the page")
      try expect(created.checksumType, is: .composite, "the type of its checksum")
    },
    Claim("uploads are listed by key, then by their beginning", rows: "9.5/list-uploads") {
      subject in
      var begun: [ClaimUpload] = []
      for key in ["b", "a", "b", "c"] {
        begun.append(try await subject.begin(key))
        try await subject.time.advance(.seconds(1))
      }

      let page = try await subject.store.listUploads(subject.bucket, ListUploadsOptions())

      try expect(page.uploads.map(\.key), is: ["a", "b", "b", "c"], "the keys")
      try expect(
        page.uploads.map(\.id), is: [1, 0, 2, 3].map { begun[$0].id }, "the ids of the uploads")
      try expect(page.next, is: nil, "the marker")
    },
    Claim("pages of uploads have all once", rows: "9.5/list-uploads") { subject in
      for key in ["a", "b", "b", "b", "c/1", "c/2", "d"] { _ = try await subject.begin(key) }

      let plain = try await subject.uploadPages(ListUploadsOptions(maxUploads: 2))
      let folded = try await subject.uploadPages(ListUploadsOptions(delimiter: "/", maxUploads: 2))

      try expect(plain, is: [["a", "b"], ["b", "b"], ["c/1", "c/2"], ["d"]], "the pages")
      try expect(
        folded, is: [["a", "b"], ["b", "b"], ["d", "c/"]],
        "the keys, then the prefixes, of each page")
    },
    Claim("only uploads whose key has the prefix are listed", rows: "9.5/list-uploads") {
      subject in
      for key in ["a", "p/1", "p/2", "q"] { _ = try await subject.begin(key) }

      let page = try await subject.store.listUploads(
        subject.bucket, ListUploadsOptions(prefix: "p/"))

      try expect(page.uploads.map(\.key), is: ["p/1", "p/2"], "the keys")
    },
    Claim("uploads are listed after a key", rows: "9.5/list-uploads") { subject in
      for key in ["a", "b", "b", "c"] { _ = try await subject.begin(key) }

      let page = try await subject.store.listUploads(
        subject.bucket, ListUploadsOptions(keyMarker: "b"))

      try expect(page.uploads.map(\.key), is: ["c"], "the keys")
    },
  ]
}

extension ObjectAdministrationSubject {
  /// The keys of each page, and behind them its common prefixes.
  fileprivate func uploadPages(_ options: ListUploadsOptions) async throws -> [[String]] {
    var options = options
    var pages: [[String]] = []
    while pages.count < 100 {
      let page = try await store.listUploads(bucket, options)
      pages.append(page.uploads.map(\.key) + page.commonPrefixes)
      guard let next = page.next else { break }
      options.keyMarker = next.key
      options.uploadIDMarker = next.upload
    }
    return pages
  }
}
