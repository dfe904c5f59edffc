import DovetailAWS
import DovetailContracts
import DovetailTransport
import Foundation
import Logging

/// Holds the client of AWS to the contracts on services that others have made.
@main
struct Interop {
  static func main() async {
    do {
      let peer = try peer(CommandLine.arguments.dropFirst().map(\.self))
      exit(try await run(on: peer) ? EXIT_SUCCESS : EXIT_FAILURE)
    } catch {
      say("interop: \(error)")
      exit(EXIT_FAILURE)
    }
  }

  private static func peer(_ arguments: [String]) throws -> Peer {
    switch (arguments.first, arguments.dropFirst().first) {
    case ("moto", let url?): return try .moto(at: url)
    case ("amazon", nil): return try .amazon(.process)
    default: throw InteropError("Usage: interop moto URL | amazon")
    }
  }

  /// Returns whether all is as it should be.
  private static func run(on peer: Peer) async throws -> Bool {
    let client = try AWSClient(peer.configuration, logger: Logger(label: "interop"))
    do {
      _ = try await client.administration.listQueues(ListQueuesOptions(prefix: "dovetail-interop"))
    } catch {
      throw InteropError("\(peer.name) cannot be used. \(error)")
    }
    let subjects = PeerSubjects(client, peer)
    let exact = peer.isExact ? QueueTransportContract.exactClaims : []
    let verdicts = [
      await verdict(
        ContractRun(
          name: "queues", claims: QueueTransportContract.claims + exact, peer: peer
        ) { try await subjects.check($0, $1) }),
      await verdict(
        ContractRun(
          name: "administration", claims: QueueAdministrationContract.claims, peer: peer
        ) { try await subjects.check($0, $1) }),
      await verdict(
        ContractRun(name: "blobs", claims: BlobStoreContract.claims, peer: peer) {
          try await subjects.check($0, $1)
        }),
    ]
    try await subjects.deleteAll()
    await client.close()
    for verdict in verdicts {
      for fault in verdict.faults { say("- \(fault)") }
    }
    return verdicts.allSatisfy(\.faults.isEmpty)
  }

  private static func verdict<Subject>(_ run: ContractRun<Subject>) async -> Verdict {
    let verdict = Verdict(run.name, on: run.peer, await run.outcomes())
    print(verdict.description)
    return verdict
  }

  private static func say(_ sentence: String) {
    FileHandle.standardError.write(Data((sentence + "\n").utf8))
  }
}
