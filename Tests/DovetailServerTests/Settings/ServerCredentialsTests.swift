import DovetailServer
import Testing

@Suite struct ServerCredentialsTests {
  @Test func `a file of keys is read with tokens and accounts`() throws {
    let keys = try ServerCredentials.list(
      file: Array(
        #"""
        {"keys": [{"accessKeyId": "A", "secretAccessKey": "s", "account": "111122223333"},
                  {"accessKeyId": "B", "secretAccessKey": "t", "sessionToken": "u"}]}
        """#.utf8), named: "keys.json")
    #expect(keys.map(\.accessKeyID) == ["A", "B"])
    #expect(keys.map(\.account) == ["111122223333", nil])
    #expect(keys.map(\.sessionToken) == [nil, "u"])
  }

  @Test(arguments: [
    "{}", #"{"keys": []}"#, #"{"keys": [{"accessKeyId": "A"}]}"#,
    #"{"keys": [{"accessKeyId": "A", "secretAccessKey": "s3cret", "acount": "1"}]}"#,
  ])
  func `a file without whole keys is refused, and quoted nothing of`(text: String) {
    let error = #expect(throws: ServerError.self) {
      try ServerCredentials.list(file: Array(text.utf8), named: "keys.json")
    }
    #expect(error?.description.contains("s3cret") == false)
  }

  @Test func `half a key in the environment is refused`() {
    #expect(throws: ServerError.self) {
      try ServerSettings(environment: ["DOVETAIL_SERVE_ACCESS_KEY_ID": "A"])
    }
  }
}
