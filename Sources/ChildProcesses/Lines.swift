import Foundation

/// Chunks of text as lines; a last one without a line feed counts too.
package struct Lines: AsyncSequence, Sendable {
  let chunks: AsyncStream<Data>

  package func makeAsyncIterator() -> Iterator {
    Iterator(chunks: chunks.makeAsyncIterator())
  }

  package struct Iterator: AsyncIteratorProtocol {
    var chunks: AsyncStream<Data>.Iterator
    private var rest = Data()

    init(chunks: AsyncStream<Data>.Iterator) {
      self.chunks = chunks
    }

    package mutating func next() async -> String? {
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
