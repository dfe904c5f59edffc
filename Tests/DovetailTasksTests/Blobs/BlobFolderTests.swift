import DovetailTransport
import Testing

@testable import DovetailTasks

@Suite("Folders of a blob store")
struct BlobFolderTests {
  private func folder(_ prefix: String) throws -> BlobFolder {
    BlobFolder(InMemoryBlobStore(), bucket: try BucketName("results"), prefix: prefix)
  }

  @Test(
    arguments: [
      ("", "a", "a"), ("p", "a", "p/a"), ("p/", "a", "p/a"), ("/p", "a", "/p/a"), ("/", "a", "/a"),
      ("p//q/", "a", "p/q/a"), ("p", "a/b", "p/a/b"), ("p", "/a//b/", "p/a/b"), ("p", "", "p"),
      ("é", "ü", "é/ü"),
    ] as [(String, String, String)])
  func `prefix and name are joined as paths are`(prefix: String, name: String, key: String) throws {
    #expect(try folder(prefix).key(name).key == key)
  }

  @Test(arguments: [("", ""), ("p", "p/"), ("/p//q/", "/p/q/"), ("/", "/")])
  func `all keys begin with the prefix, as it is joined`(prefix: String, start: String) throws {
    #expect(try folder(prefix).namePrefix == start)
  }

  @Test func `another prefix is that of all keys from then on`() throws {
    var folder = try folder("p")

    folder.prefix = "q"

    #expect(folder.key("a").key == "q/a")
    #expect(folder.namePrefix == "q/")
  }
}
