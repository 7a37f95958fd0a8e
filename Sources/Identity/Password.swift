import CCrypt
import COpenSSL
import Glibc

/// Passwords as bcrypt hashes (`$2b$`, libxcrypt). Only the first 72 bytes of a password count, for hashing and for checking alike: that
/// is all the algorithm reads, and the contract keeps it (chapter 01, section 10).
public enum Password {
  static let maxBytes = 72

  /// A new hash. - Parameter cost: the binary logarithm of the rounds, 4 to 31.
  public static func hash(_ password: String, cost: Int) -> String {
    let salt = SecureRandom.bytes(16)
    var setting = [CChar](repeating: 0, count: Int(CRYPT_GENSALT_OUTPUT_SIZE))
    _ = salt.withUnsafeBytes {
      crypt_gensalt_rn("$2b$", UInt(cost), $0.bindMemory(to: CChar.self).baseAddress, 16, &setting, Int32(setting.count))
    }
    return crypt(password, setting: setting) ?? "*"
  }

  /// Does the password belong to the hash? False for a hash that cannot be read. The comparison takes the same time wherever they differ.
  public static func verify(_ password: String, hash: String) -> Bool {
    guard hash.hasPrefix("$2"), let computed = crypt(password, setting: hash.utf8CString.map { $0 }) else { return false }
    return SecureCompare.equal(Array(computed.utf8), Array(hash.utf8))
  }

  /// The cost that a hash was made with; nil for a hash of another algorithm.
  public static func cost(of hash: String) -> Int? {
    let parts = hash.split(separator: "$")
    return parts.count == 3 && parts[0].hasPrefix("2") ? Int(parts[1]) : nil
  }

  private static func crypt(_ password: String, setting: [CChar]) -> String? {
    var phrase = password.utf8.prefix(maxBytes).prefix { $0 != 0 }.map { CChar(bitPattern: $0) }
    phrase.append(0)
    return withUnsafeTemporaryAllocation(of: crypt_data.self, capacity: 1) { scratch in
      guard let data = scratch.baseAddress else { return nil }
      memset(data, 0, MemoryLayout<crypt_data>.size)
      // The scratch memory holds the password and what it became.
      defer { OPENSSL_cleanse(data, MemoryLayout<crypt_data>.size) }
      guard let result = crypt_rn(phrase, setting, data, Int32(MemoryLayout<crypt_data>.size)) else { return nil }
      let text = String(cString: result)
      return text.hasPrefix("*") ? nil : text
    }
  }
}
