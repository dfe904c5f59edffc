import DovetailTransport
import DovetailWire

/// Credentials that a program prints.
///
/// Its output holds secrets and appears in no error. Source: AWS SDKs and Tools reference guide,
/// "Process credential provider".
struct ProcessCredentials: CredentialsProvider {
  let name: String
  /// As the profile has it.
  let command: String
  /// Runs a program by its words; returns its exit code and what it printed.
  let run: ProgramRunner

  func fetch() async throws -> AWSCredentials {
    guard let words = ShellWords.split(command), !words.isEmpty else {
      throw failure("credential_process is empty, or a quote in it is left open.")
    }
    let output = try await output(words)
    guard output.exitCode == 0 else {
      throw failure(
        "The program \(words[0]) ended with exit code \(output.exitCode).", isTransient: true)
    }
    guard let document = CredentialsDocument(output.bytes) else {
      throw failure("The program \(words[0]) did not print a JSON object.")
    }
    guard document.integer("Version") == 1 else {
      throw failure("The program \(words[0]) did not print \"Version\": 1.")
    }
    return try document.credentials(token: "SessionToken", of: self)
  }

  private func output(_ words: [String]) async throws -> ProgramOutput {
    do {
      return try await run(words)
    } catch let error as CancellationError {
      throw error
    } catch {
      throw failure("The program \(words[0]) could not be run: \(error)", isTransient: true)
    }
  }
}

/// Runs a program, without a shell.
typealias ProgramRunner = @Sendable ([String]) async throws -> ProgramOutput

/// What a program printed, and how it ended.
struct ProgramOutput: Sendable {
  let exitCode: Int32
  let bytes: [UInt8]
}
