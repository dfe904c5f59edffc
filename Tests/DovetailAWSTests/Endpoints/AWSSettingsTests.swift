import DovetailAWS
import DovetailWire
import Testing

@Suite("Settings of AWS")
struct AWSSettingsTests {
  private let config = """
    [default]
    region = from-profile
    services = local
    endpoint_url = http://profile:1
    max_attempts = 7
    [profile dev]
    region = from-dev
    [services local]
    sqs =
      endpoint_url = http://service:2
    """

  private func settings(
    _ variables: [String: String] = [:], _ configuration: AWSConfiguration = AWSConfiguration()
  ) throws -> AWSSettings {
    let all = variables.merging(["HOME": "/home"]) { given, _ in given }
    let environment = TestEnvironment(all, files: ["/home/.aws/config": config])
    return try AWSSettings(configuration, environment.environment)
  }

  @Test(arguments: [
    ([:], "from-profile"),
    (["AWS_DEFAULT_REGION": "older"], "older"),
    (["AWS_DEFAULT_REGION": "older", "AWS_REGION": "newer"], "newer"),
    (["AWS_PROFILE": "dev"], "from-dev"),
    (["AWS_REGION": ""], "from-profile"),
  ])
  func `the region comes from the environment, else from the profile`(
    variables: [String: String], region: String
  ) throws {
    #expect(try settings(variables).region(of: .s3) == region)
  }

  @Test func `the code's region goes before the environment's, and a service's own before both`()
    throws
  {
    var configuration = AWSConfiguration()
    configuration.region = "in-code"
    configuration.s3.region = "for-s3"
    let settings = try settings(["AWS_REGION": "newer"], configuration)

    #expect(try settings.region(of: .sqs) == "in-code")
    #expect(try settings.region(of: .s3) == "for-s3")
  }

  @Test func `without a region the error says where to write one`() throws {
    let settings = try AWSSettings(AWSConfiguration(), TestEnvironment().environment)

    let error = #expect(throws: AWSSettingsError.self) { try settings.region(of: .sqs) }
    #expect(error?.description.contains("sqs://eu-west-1") == true)
  }

  @Test(arguments: [
    "", "a b", "eu-west-1.evil.example", "-x", "ü", String(repeating: "a", count: 64),
  ])
  func `a region is one label of a host's name`(region: String) {
    #expect(throws: AWSSettingsError.self) { try AWSSettings.checked(region) }
  }

  @Test(arguments: [
    ([:], "http://service:2", "http://profile:1"),
    (["AWS_ENDPOINT_URL": "http://all:3"], "http://all:3", "http://all:3"),
    (
      ["AWS_ENDPOINT_URL": "http://all:3", "AWS_ENDPOINT_URL_SQS": "http://own:4/base/"],
      "http://own:4", "http://all:3"
    ),
    (
      ["AWS_ENDPOINT_URL": "http://all:3", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "TRUE"],
      "https://sqs.from-profile.amazonaws.com", "https://s3.from-profile.amazonaws.com"
    ),
  ])
  func `the nearest setting of an endpoint counts`(
    variables: [String: String], sqs: String, s3: String
  ) throws {
    let settings = try settings(variables)

    #expect(try settings.endpoint(of: .sqs).origin.description == sqs)
    #expect(try settings.endpoint(of: .s3).origin.description == s3)
  }

  @Test func `an endpoint's path stands before every path`() throws {
    let settings = try settings(["AWS_ENDPOINT_URL_SQS": "http://own:4/base/"])

    #expect(try settings.endpoint(of: .sqs).basePath == "/base")
  }

  @Test func `a configured endpoint goes neither with FIPS nor with dual stack`() throws {
    let settings = try settings(["AWS_USE_FIPS_ENDPOINT": "true"])

    #expect(throws: AWSSettingsError.self) { try settings.endpoint(of: .sqs) }
  }

  @Test(arguments: [
    "localhost:4566", "ftp://x", "http://", "http://a b", "http://user@host", "http://x:0",
    "http://x:y",
    "http://x/?q",
  ])
  func `an endpoint that is no URL is refused with an example`(url: String) throws {
    let settings = try settings(["AWS_ENDPOINT_URL": url])

    let error = #expect(throws: AWSSettingsError.self) { try settings.endpoint(of: .sqs) }
    #expect(error?.description.contains("http://localhost:4566") == true)
  }

  @Test(arguments: [
    ([:], 7), (["AWS_MAX_ATTEMPTS": "2"], 2), (["AWS_MAX_ATTEMPTS": "500"], 20),
  ])
  func `attempts come from the environment, else from the profile, and have a limit`(
    variables: [String: String], count: Int
  ) throws {
    #expect(try settings(variables).maxAttempts == count)
  }

  @Test(arguments: [
    ["AWS_MAX_ATTEMPTS": "0"], ["AWS_MAX_ATTEMPTS": "x"], ["AWS_USE_FIPS_ENDPOINT": "yes"],
    ["AWS_PROFILE": "nobody"],
  ])
  func `what cannot be used is refused by its name`(variables: [String: String]) {
    let error = #expect(throws: AWSSettingsError.self) { try settings(variables) }
    #expect(error?.description.contains(variables.values.first ?? "?") == true)
  }
}
