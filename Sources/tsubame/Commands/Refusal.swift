import ArgumentParser
import Web

/// A refusal as the command line tells it: one sentence, status 64.
func refusing<Outcome>(_ work: () throws -> Outcome) throws -> Outcome {
  do {
    return try work()
  } catch let failure as Failure {
    throw ValidationError(failure.body["message"].text ?? "It was refused.")
  }
}
