/// What is fed with damaged bytes; each also says when it has misread what it took.
enum Parser: String, CaseIterable {
  /// All that is done to a request before its queue or bucket is looked for.
  case request
  /// Bodies in AWS JSON 1.0. The first byte chooses the action.
  case json
  /// Forms of the query protocol.
  case query
  /// Documents of S3. The first byte chooses the operation.
  case xml
  /// Bodies in aws-chunked. The first four bytes choose their form, length and slices.
  case chunks
  /// Signatures in the header and in the query.
  case signatures

  func read(_ bytes: [UInt8]) {
    switch self {
    case .request: RequestReading.read(bytes)
    case .json: JSONReading.read(bytes)
    case .query: QueryReading.read(bytes)
    case .xml: XMLReading.read(bytes)
    case .chunks: ChunkReading.read(bytes)
    case .signatures: SignatureReading.read(bytes)
    }
  }

  /// Good bytes, for damaged ones to be made of.
  var samples: [[UInt8]] {
    switch self {
    case .request, .signatures: Samples.all.map { Array($0.utf8) }
    case .json: JSONReading.samples
    case .query: QueryReading.samples
    case .xml: XMLReading.samples
    case .chunks: ChunkReading.samples
    }
  }
}

/// Ends the program, as a trap would, when a parser has read something else than was written.
func expect(_ holds: Bool, _ sentence: @autoclosure () -> String) {
  guard !holds else { return }
  fatalError(sentence())
}
