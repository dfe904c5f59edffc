import DovetailWire
import Foundation

/// One connection of a scripted server, served by a thread of its own.
final class ServerConnection {
  private let line: any ServerLine
  private let number: Int
  private let stop: ServerGate
  private var unread: [UInt8] = []

  init(_ line: any ServerLine, number: Int, stop: ServerGate) {
    self.line = line
    self.number = number
    self.stop = stop
  }

  /// Reads requests and does what the script says, until either side has enough.
  func serve(_ script: ScriptedServer.Script, _ record: ServerRecord) {
    var turn = 1
    while let request = readRequest(turn) {
      record.note { $0.requests.append(request) }
      for step in script(request) {
        guard perform(step, for: request) else { return }
      }
      turn += 1
    }
  }

  /// False when the connection is over.
  private func perform(_ step: ServerStep, for request: ServedRequest) -> Bool {
    switch step {
    case .answer(let answer): return line.write(Self.bytes(of: answer, to: request))
    case .bytes(let bytes): return line.write(bytes)
    case .drip(let bytes, let milliseconds):
      return bytes.allSatisfy { byte in
        line.write([byte]) && !stop.wait(for: line.socket, milliseconds: milliseconds)
      }
    case .hold(let gate): return !gate.wait(for: line.socket)
    case .park:
      _ = stop.wait(for: line.socket)
      return false
    case .close: return false
    case .reset:
      ServerSocket.breakAtClose(line.socket)
      return false
    }
  }

  private func readRequest(_ turn: Int) -> ServedRequest? {
    guard let head = readHead() else { return nil }
    let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count == 3 else { return nil }
    var headers = HTTPHeaders()
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      headers.add(String(line[..<colon]), value)
    }
    guard let body = read(headers["Content-Length"].flatMap { Int($0) } ?? 0) else { return nil }
    return ServedRequest(
      method: String(words[0]), target: String(words[1]), headers: headers, body: body,
      connection: number, turn: turn)
  }

  /// All up to the empty line, which it takes as well; one who speaks TLS is told off.
  private func readHead() -> [UInt8]? {
    let end = Array("\r\n\r\n".utf8)
    while true {
      if let range = unread.firstRange(of: end) {
        defer { unread.removeSubrange(..<range.upperBound) }
        return Array(unread[..<range.lowerBound])
      }
      guard readMore() else { return nil }
      if unread.first == Self.handshake {
        _ = line.write(Array("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".utf8))
        return nil
      }
    }
  }

  /// The first byte of what a client of TLS says.
  ///
  /// Source: RFC 8446, section 5.1.
  private static let handshake: UInt8 = 22

  private func read(_ count: Int) -> [UInt8]? {
    while unread.count < count {
      guard readMore() else { return nil }
    }
    defer { unread.removeFirst(count) }
    return Array(unread.prefix(count))
  }

  private func readMore() -> Bool {
    guard line.hasBuffered || stop.wait(for: line.socket) else { return false }
    let bytes = line.read()
    unread += bytes
    return !bytes.isEmpty
  }

  private static func bytes(of answer: HTTPResponse, to request: ServedRequest) -> [UInt8] {
    var headers = answer.headers
    if headers["Content-Length"] == nil, headers["Transfer-Encoding"] == nil {
      headers["Content-Length"] = "\(answer.body.count)"
    }
    let fields = headers.fields.map { "\($0.name): \($0.value)\r\n" }.joined()
    let head = Array("HTTP/1.1 \(answer.status) Scripted\r\n\(fields)\r\n".utf8)
    return request.method == "HEAD" ? head : head + answer.body
  }
}
