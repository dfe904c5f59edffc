import DovetailTransport
import DovetailWire
import Testing

@Suite("Credentials")
struct AWSCredentialsTests {
  @Test func `no description shows secret or token`() {
    let credentials = AWSCredentials(
      accessKeyID: "ASIAEXAMPLE", secretAccessKey: "hush", sessionToken: "whisper",
      expiresAt: Timestamp(milliseconds: 0))
    var dumped = ""
    dump([credentials], to: &dumped)

    let texts = [
      "\(credentials)", String(reflecting: credentials), "\(Optional(credentials) as Any)",
      dumped,
    ]

    for text in texts {
      #expect(text.contains("ASIAEXAMPLE"))
      #expect(!text.contains("hush"))
      #expect(!text.contains("whisper"))
    }
    #expect(
      "\(credentials)"
        == "AWS credentials ASIAEXAMPLE with a session token until 1970-01-01T00:00:00.000Z")
  }
}
