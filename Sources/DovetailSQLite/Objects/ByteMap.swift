/// Where the bytes of a large object or part are: slices of contents, in order.
///
/// Contents never change and their ids are never used again, so equal maps are equal bytes.
struct ByteMap: Hashable, Sendable {
  private(set) var slices: [Slice] = []
  /// How many bytes there are.
  private(set) var size = 0

  mutating func append(_ slice: Slice) {
    slices.append(slice)
    size += slice.size
  }

  /// The map of a part of the bytes.
  subscript(offsets: Range<Int>) -> ByteMap {
    var map = ByteMap()
    var start = 0
    for slice in slices {
      let kept = (start..<start + slice.size).clamped(to: offsets)
      if !kept.isEmpty {
        map.append(
          Slice(
            content: slice.content, start: slice.start + kept.lowerBound - start, size: kept.count))
      }
      start += slice.size
    }
    return map
  }
}
