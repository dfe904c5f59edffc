/// The bytes of a request as they leave, a piece at a time; they stay where the caller has them.
struct UploadBody {
  private let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Fills the room with the next bytes; returns how many they are, 0 at the end.
  mutating func read(into room: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(room.count, bytes.count - offset)
    bytes.withUnsafeBytes { bytes in
      room.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count]))
    }
    offset += count
    return count
  }

  /// Goes to an offset, to send again what a lost connection has taken; false when there is none such.
  mutating func seek(to target: Int) -> Bool {
    guard (0...bytes.count).contains(target) else { return false }
    offset = target
    return true
  }
}
