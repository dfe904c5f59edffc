import DovetailAWS
import Testing

@Suite("Shared profiles")
struct SharedProfilesTests {
  private let files = [
    "/home/ada/.aws/config":
      "[default]\nregion = eu-west-1\n[profile dev]\nregion = eu-north-1\naws_access_key_id = old\n",
    "/home/ada/.aws/credentials": "\u{FEFF}[dev]\naws_access_key_id = new\n[only]\na = b\n",
  ]

  private func profiles(_ variables: [String: String] = [:]) throws -> SharedProfiles {
    let all = variables.merging(["HOME": "/home/ada"]) { given, _ in given }
    return try SharedProfiles(TestEnvironment(all, files: files).environment)
  }

  @Test func `what the credentials file says of a key goes before the config file`() throws {
    let profile = try #require(try profiles().profile("dev"))

    #expect(profile["aws_access_key_id"] == "new")
    #expect(profile["region"] == "eu-north-1")
  }

  @Test func `the default profile's header has no prefix`() throws {
    #expect(try profiles().profile("default")?["region"] == "eu-west-1")
  }

  @Test func `a profile may be in the credentials file alone`() throws {
    #expect(try profiles().profile("only")?["a"] == "b")
    #expect(try profiles().profile("none") == nil)
  }

  @Test func `files that are not there are empty`() throws {
    let profiles = try SharedProfiles(TestEnvironment(["HOME": "/nobody"]).environment)

    #expect(profiles.profile("default") == nil)
  }

  @Test func `a file that a variable names must be there`() {
    let error = #expect(throws: AWSSettingsError.self) {
      try profiles(["AWS_CONFIG_FILE": "/etc/none"])
    }
    #expect(
      error?.description
        == "The environment variable AWS_CONFIG_FILE names /etc/none, which is not there; correct or unset it."
    )
  }

  @Test func `a tilde stands for the home folder`() throws {
    let environment = TestEnvironment(
      ["HOME": "/home/ada", "AWS_CONFIG_FILE": "~/mine"],
      files: ["/home/ada/mine": "[default]\nregion = r\n"])

    #expect(try SharedProfiles(environment.environment).profile("default")?["region"] == "r")
  }
}
