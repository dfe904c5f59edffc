import DovetailTransport
import DovetailWire

/// Reads documents of S3, and the tree that was read once more.
enum XMLReading {
  static func read(_ bytes: [UInt8]) {
    guard let choice = bytes.first else { return }
    let document = Array(bytes.dropFirst())
    readTree(document)
    var request = operations[Int(choice) % operations.count]
    request.body = document
    guard let place = try? hosts.place(of: request) else { return }
    _ = try? S3Request(request, at: place)
  }

  private static func readTree(_ document: [UInt8]) {
    guard let tree = try? XMLTree(parsing: document) else { return }
    var writer = XMLWriter()
    writer.tree(tree)
    let again = try? XMLTree(parsing: writer.bytes)
    expect(again == tree, "XML was written otherwise than read.")
  }

  private static let hosts = S3Hosts(["localhost"])
  private static let operations = [
    HTTPRequest("POST", HTTPTarget("/bucket?delete")),
    HTTPRequest("POST", HTTPTarget("/bucket/key?uploadId=abc")),
    HTTPRequest("PUT", HTTPTarget("/bucket")),
  ]

  static let samples = Samples.all.compactMap { text -> [UInt8]? in
    let body = HTTPRequest(damaged: Array(text.utf8)).body
    let roots = ["Delete", "CompleteMultipartUpload", "CreateBucketConfiguration"]
    let start = String(decoding: body, as: UTF8.self)
    guard let place = roots.firstIndex(where: { start.contains("<\($0)") }) else { return nil }
    return [UInt8(place)] + body
  }
}

extension XMLWriter {
  fileprivate mutating func tree(_ tree: XMLTree) {
    element(tree.name) { writer in
      for child in tree.children { writer.tree(child) }
      writer.text(tree.text)
    }
  }
}
