import DovetailTransport

extension ServerConfiguration {
  /// Throws ``ServerError`` for what does not do.
  func check() throws(ServerError) {
    guard (0...65_535).contains(port) else {
      throw ServerError("A port is a number from 0 to 65535; \(port) is none.")
    }
    for key in credentials {
      guard !key.accessKeyID.isEmpty, !key.secretAccessKey.isEmpty else {
        throw ServerError("Each key of the credentials needs an access key id and a secret.")
      }
      guard key.account.map(QueueURL.isAccount) != false else {
        throw ServerError("The account of \(key) needs twelve digits.")
      }
    }
    guard Loopback.isHost(host.lowercased()) || !credentials.isEmpty || isInsecure else {
      throw ServerError(
        "\(host) can be reached from other machines, where anyone could use the server: give it "
          + "credentials (--credentials), or say that it may be insecure (--insecure).")
    }
  }
}
