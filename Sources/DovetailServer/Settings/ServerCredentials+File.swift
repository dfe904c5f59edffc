extension ServerCredentials {
  /// Reads a file of keys: an object whose member `keys` is a list of objects with `accessKeyId`,
  /// `secretAccessKey` and, if need be, `sessionToken` and `account`.
  ///
  /// Throws ``ServerError``, which quotes nothing of the file's values.
  package static func list(file bytes: [UInt8], named name: String) throws(ServerError)
    -> [ServerCredentials]
  {
    var file = try JSONMembers(parsing: bytes, of: name)
    guard let keys = try file.objects("keys", "key"), !keys.isEmpty else {
      throw ServerError("\(name) needs a member \"keys\": a list of one or more keys.")
    }
    try file.end()
    var credentials: [ServerCredentials] = []
    for key in keys { credentials.append(try ServerCredentials(key)) }
    return credentials
  }

  private init(_ members: JSONMembers) throws(ServerError) {
    var members = members
    guard let id = try members.text("accessKeyId"),
      let secret = try members.text("secretAccessKey")
    else { throw ServerError("\(members.place) needs accessKeyId and secretAccessKey.") }
    self.init(
      accessKeyID: id, secretAccessKey: secret, sessionToken: try members.text("sessionToken"),
      account: try members.text("account"))
    try members.end()
  }
}
