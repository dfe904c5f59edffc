import Testing

@testable import DovetailAWS

@Suite("Shared files")
struct SharedFileTests {
  @Test func `keys are compared without case, and blanks around both sides are taken off`() {
    let file = SharedFile("[default]\n  \nRegion =  eu-west-1 \nempty=\n")

    #expect(file.sections["default"]?.values == ["region": "eu-west-1", "empty": ""])
  }

  @Test func `a value may hold an equals sign`() {
    let file = SharedFile("[default]\naws_session_token = a==b=\n")

    #expect(file.sections["default"]?.values["aws_session_token"] == "a==b=")
  }

  @Test func `a comment behind a blank is cut, but not from a secret`() {
    let file = SharedFile(
      """
      # a whole line
      ; another
      [default]
      region = eu-west-1 # where we are
      output = a#b
      aws_secret_access_key = abc #def
      """)

    #expect(
      file.sections["default"]?.values == [
        "region": "eu-west-1", "output": "a#b", "aws_secret_access_key": "abc #def",
      ])
  }

  @Test func `indented lines below a key without a value belong to it`() {
    let file = SharedFile(
      """
      [services local]
      sqs =
        endpoint_url = http://localhost:1
      s3 =
        endpoint_url = http://localhost:2
      region = x
      """)

    #expect(
      file.sections["services local"]?.nested == [
        "sqs": ["endpoint_url": "http://localhost:1"],
        "s3": ["endpoint_url": "http://localhost:2"],
      ])
    #expect(file.sections["services local"]?.values["region"] == "x")
  }

  @Test(arguments: [
    "[profile dev]", "[ profile   dev ]", "[profile \"dev\"]", "[profile 'dev'] # x",
  ])
  func `headers are read with any blanks and quotes`(header: String) {
    #expect(SharedFile("\(header)\na = b").sections["profile dev"]?.values == ["a": "b"])
  }

  @Test func `a section that comes twice is one, and the last value of a key counts`() {
    let file = SharedFile("[a]\nx=1\ny=1\n[b]\nx=2\n[a]\nx=3\n")

    #expect(file.sections["a"]?.values == ["x": "3", "y": "1"])
  }

  @Test func `carriage returns and lines that mean nothing do no harm`() {
    let file = SharedFile("stray = 1\r\n[open\r\n[a]\r\nno sign\r\n= nothing\r\nx = 1\r\n")

    #expect(file.sections["a"]?.values == ["x": "1"])
    #expect(file.sections.count == 1)
  }
}
