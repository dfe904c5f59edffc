@main
struct SendStorm {
  static func main() async throws {
  }
}
