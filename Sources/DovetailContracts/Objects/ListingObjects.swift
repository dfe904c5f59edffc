internal import DovetailTransport

extension ObjectAdministrationContract {
  /// Source: S3 API reference, ListObjectsV2.
  static let listing: [Claim<ObjectAdministrationSubject>] = [
    Claim("keys are listed in the order of their UTF-8 bytes", rows: "9.4/order") { subject in
      try await subject.store(["b", "é", "\u{10000}", "a", "\u{FFFD}", "B", "a/", "a!"])

      let keys = try await subject.list(ListObjectsOptions()).entries.map(\.key)

      try expect(
        keys, is: ["B", "a", "a!", "a/", "b", "é", "\u{FFFD}", "\u{10000}"], "the keys")
    },
    Claim("only keys with the prefix are listed", rows: "9.4/prefix") { subject in
      try await subject.store(["a", "p", "p/1", "p/2", "q"])

      let page = try await subject.list(ListObjectsOptions(prefix: "p/"))

      try expect(page.entries.map(\.key), is: ["p/1", "p/2"], "the keys")
    },
    Claim("a listed object has its tag, size, time and kind of checksum", rows: "9.4/entry") {
      subject in
      let info = try await subject.put(
        "hello", at: "a", PutObjectOptions(checksum: Checksum(.crc32, "NhCmhg==")))

      let entries = try await subject.list(ListObjectsOptions()).entries

      let expected = ObjectPage.Entry(
        key: "a", blob: info.blob, checksumAlgorithm: .crc32, checksumType: .fullObject)
      try expect(entries, is: [expected], "the entries")
    },
    Claim("a list begins after a key", rows: "9.4/start-after") { subject in
      try await subject.store(["a", "b", "b\u{1}", "c"])

      let page = try await subject.list(ListObjectsOptions(startAfter: "b"))

      try expect(page.entries.map(\.key), is: ["b\u{1}", "c"], "the keys")
    },
    Claim("a list may begin after a key that does not exist", rows: "9.4/start-after") { subject in
      try await subject.store(["a", "c"])

      let page = try await subject.list(ListObjectsOptions(startAfter: "b"))

      try expect(page.entries.map(\.key), is: ["c"], "the keys")
    },
    Claim("a list of no keys is empty, and the last", rows: "9.4/max-keys-zero") { subject in
      try await subject.store(["a", "b/c"])

      for delimiter in ["", "/"] {
        let page = try await subject.list(ListObjectsOptions(delimiter: delimiter, maxKeys: 0))

        try expect(page, is: ObjectPage(entries: []), "the page")
      }
    },
    Claim("a list of fewer than no keys is refused") { subject in
      try await expectError(.invalidArgument, "the list") {
        try await subject.list(ListObjectsOptions(maxKeys: -1))
      }
    },
    Claim("a page has at most 1,000 keys", rows: "9.4/max-keys") { subject in
      try await subject.store((0..<1001).map { "key-\(10_000 + $0)" })

      let first = try await subject.list(ListObjectsOptions(maxKeys: 5000))
      let second = try await subject.list(ListObjectsOptions(continuationToken: first.nextToken))

      try expect(first.entries.count, is: 1000, "the keys of the first page")
      try expect(second.entries.map(\.key), is: ["key-11000"], "the keys of the second page")
      try expect(second.nextToken, is: nil, "the token of the second page")
    },
  ]

  /// Source: S3 API reference, ListObjectsV2, Delimiter.
  static let folding: [Claim<ObjectAdministrationSubject>] = [
    Claim("keys that share a prefix up to a delimiter are one", rows: "9.4/delimiter") { subject in
      try await subject.store(["a", "b/1", "b/2/3", "b/", "c", "d/1", "e"])

      let page = try await subject.list(ListObjectsOptions(delimiter: "/"))

      try expect(page.entries.map(\.key), is: ["a", "c", "e"], "the keys")
      try expect(page.commonPrefixes, is: ["b/", "d/"], "the prefixes")
    },
    Claim("a delimiter is sought behind the prefix", rows: "9.4/delimiter") { subject in
      try await subject.store(["p/", "p/1", "p/q/1", "p/q/2", "p/r/1"])

      let page = try await subject.list(ListObjectsOptions(prefix: "p/", delimiter: "/"))

      try expect(page.entries.map(\.key), is: ["p/", "p/1"], "the keys")
      try expect(page.commonPrefixes, is: ["p/q/", "p/r/"], "the prefixes")
    },
    Claim("a prefix may end within a name", rows: "9.4/delimiter") { subject in
      try await subject.store(["photos-1/a", "photos-2", "photos-3/b", "pho"])

      let page = try await subject.list(ListObjectsOptions(prefix: "photos", delimiter: "/"))

      try expect(page.entries.map(\.key), is: ["photos-2"], "the keys")
      try expect(page.commonPrefixes, is: ["photos-1/", "photos-3/"], "the prefixes")
    },
    Claim("a delimiter may have several characters", rows: "9.4/delimiter") { subject in
      try await subject.store(["a--b", "a--c", "a-d", "é漢é漢x"])

      let page = try await subject.list(ListObjectsOptions(delimiter: "--"))
      let wide = try await subject.list(ListObjectsOptions(delimiter: "漢"))

      try expect(page.commonPrefixes, is: ["a--"], "the prefixes")
      try expect(page.entries.map(\.key), is: ["a-d", "é漢é漢x"], "the keys")
      try expect(wide.commonPrefixes, is: ["é漢"], "the prefixes up to 漢")
    },
    Claim("a prefix counts once towards a page", rows: "9.4/prefix-counts-once") { subject in
      try await subject.store(["a/1", "a/2", "a/3", "b", "c/1", "c/2", "d"])

      let pages = try await subject.pages(ListObjectsOptions(delimiter: "/", maxKeys: 2))

      try expect(
        pages, is: [["b", "a/"], ["d", "c/"]], "the keys, then the prefixes, of each page")
    },
    Claim("a page that ends on a prefix goes on behind all of it", rows: "9.4/token-skips-prefix") {
      subject in
      try await subject.store(["a/1", "a/2", "a/3", "b/1", "b/2"])

      let pages = try await subject.pages(ListObjectsOptions(delimiter: "/", maxKeys: 1))

      try expect(pages, is: [["a/"], ["b/"]], "the pages")
    },
    Claim("what is after a prefix at the end of Unicode is listed") { subject in
      try await subject.store(["\u{10FFFF}1", "\u{10FFFF}2", "\u{D7FF}x", "\u{E000}"])

      let last = try await subject.pages(ListObjectsOptions(delimiter: "\u{10FFFF}", maxKeys: 1))
      let gap = try await subject.pages(ListObjectsOptions(delimiter: "\u{D7FF}", maxKeys: 1))

      try expect(last, is: [["\u{D7FF}x"], ["\u{E000}"], ["\u{10FFFF}"]], "the pages")
      try expect(
        gap, is: [["\u{D7FF}"], ["\u{E000}"], ["\u{10FFFF}1"], ["\u{10FFFF}2"]],
        "the pages with a gap")
    },
    Claim("a list that starts after a prefix does not tell it again", rows: "9.4/start-after") {
      subject in
      try await subject.store(["a/1", "a/2", "b/1"])

      let page = try await subject.list(ListObjectsOptions(delimiter: "/", startAfter: "a/"))

      try expect(page.commonPrefixes, is: ["b/"], "the prefixes")
    },
  ]

  /// Source: S3 API reference, ListObjectsV2, ContinuationToken; recorded: InvalidArgument.
  static let objectPages: [Claim<ObjectAdministrationSubject>] = [
    Claim("pages have all keys once", rows: "9.4/pages") { subject in
      try await subject.store(["a", "b", "c", "d", "e"])

      let pages = try await subject.pages(ListObjectsOptions(maxKeys: 2))

      try expect(pages, is: [["a", "b"], ["c", "d"], ["e"]], "the pages")
    },
    Claim("a token is no key", rows: "9.4/pages") { subject in
      try await subject.store(["a", "b"])

      let token = try await subject.list(ListObjectsOptions(maxKeys: 1)).nextToken

      try expect(token != "a" && token != "b", "Expected an opaque token, found a key.")
    },
    Claim("a token goes before a key to start after", rows: "9.4/pages") { subject in
      try await subject.store(["a", "b", "c"])
      let token = try await subject.list(ListObjectsOptions(maxKeys: 1)).nextToken

      let page = try await subject.list(
        ListObjectsOptions(startAfter: "c", continuationToken: token))

      try expect(page.entries.map(\.key), is: ["b", "c"], "the keys")
    },
    Claim("a token that was not given is refused", rows: "9.4/bad-token") { subject in
      try await subject.store(["a", "b"])
      let token = try await subject.list(ListObjectsOptions(maxKeys: 1)).nextToken ?? ""

      for bad in ["", "a", "claim", "AAAAAAAAAAA=", String(token.reversed())] {
        try await expectError(.invalidArgument, "the list by \"\(bad)\"") {
          try await subject.list(ListObjectsOptions(continuationToken: bad))
        }
      }
    },
  ]
}

extension ObjectAdministrationSubject {
  /// Stores an object at each key.
  fileprivate func store(_ keys: [String]) async throws {
    for key in keys { try await put("", at: key) }
  }

  /// The keys of each page, and behind them its common prefixes.
  fileprivate func pages(_ options: ListObjectsOptions) async throws -> [[String]] {
    var options = options
    var pages: [[String]] = []
    repeat {
      let page = try await list(options)
      pages.append(page.entries.map(\.key) + page.commonPrefixes)
      options.continuationToken = page.nextToken
    } while options.continuationToken != nil && pages.count < 100
    return pages
  }
}
