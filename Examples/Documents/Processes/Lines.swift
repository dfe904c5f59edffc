import Foundation

/// Chunks of text as lines; a last one without a line feed counts too.
struct Lines: AsyncSequence {
  let chunks: AsyncStream<Data>

  func makeAsyncIterator() -> Iterator {
    Iterator(chunks: chunks.makeAsyncIterator())
  }

  struct Iterator: AsyncIteratorProtocol {
    var chunks: AsyncStream<Data>.Iterator
    private var rest = Data()

    init(chunks: AsyncStream<Data>.Iterator) {
      self.chunks = chunks
    }

    mutating func next() async -> String? {
      while true {
        if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
          defer { rest = Data(rest[(end + 1)...]) }
          return String(decoding: rest[..<end], as: UTF8.self)
        }
        guard let chunk = await chunks.next() else {
          defer { rest = Data() }
          return rest.isEmpty ? nil : String(decoding: rest, as: UTF8.self)
        }
        rest += chunk
      }
    }
  }
}
