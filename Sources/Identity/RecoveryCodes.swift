/// Codes written down for the day a second factor is lost, each good once (contract chapter 01, Recovery codes). Only hashes are stored.
public enum RecoveryCodes {
  /// Codes of a set, and characters (A-Z, 0-9) of a code.
  static let count = 16
  static let length = 10

  /// A code is random, 51 bits that nobody chose: unlike a password it withstands guessing without the slowest hash, and sixteen of those
  /// would keep a worker busy for seconds whenever a set is made or a wrong code is tried.
  static let maxCost = 8

  /// A new set, in clear: what its owner is shown, this once.
  public static func make() -> [String] {
    (0..<count).map { _ in SecureRandom.code(length) }
  }

  /// What is stored of a set. - Parameter passwordCost: that of passwords; the codes never cost more.
  public static func hashes(of codes: [String], passwordCost: Int) -> [String] {
    codes.map { Password.hash($0, cost: min(passwordCost, maxCost)) }
  }

  /// Which of the stored hashes a code belongs to; nil for none. Case counts.
  public static func index(of code: String, in hashes: [String]) -> Int? {
    // What has not the form of a code, which is no secret, is not worth sixteen hashes.
    guard code.utf8.count == length, code.utf8.allSatisfy({ (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) }) else { return nil }
    return hashes.firstIndex { Password.verify(code, hash: $0) }
  }
}
