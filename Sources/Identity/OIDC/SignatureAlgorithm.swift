import COpenSSL

/// How an identity provider signs (RFC 7518 §3, RFC 8037). There is no `none` here and no HMAC, whose key a provider shares with others: a
/// token that names one of those is signed by no algorithm that we know.
enum SignatureAlgorithm: String, CaseIterable, Sendable {
  case rs256 = "RS256"
  case rs384 = "RS384"
  case rs512 = "RS512"
  case ps256 = "PS256"
  case es256 = "ES256"
  case es384 = "ES384"
  case edDSA = "EdDSA"

  /// The kind of key that it takes, and no other.
  var keyKind: JSONWebKey.Kind {
    switch self {
    case .rs256, .rs384, .rs512, .ps256: .rsa
    case .es256: .p256
    case .es384: .p384
    case .edDSA: .ed25519
    }
  }

  /// The hash that is signed. Ed25519 hashes itself, with SHA-512, which is also what `at_hash` uses with it.
  var hash: OpaquePointer? {
    switch self {
    case .rs256, .ps256, .es256: EVP_sha256()
    case .rs384, .es384: EVP_sha384()
    case .rs512, .edDSA: EVP_sha512()
    }
  }

  /// The left half of the hash of a text, as `at_hash` has it (OpenID Connect Core §3.1.3.6).
  func halfHash(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var length: UInt32 = 0
    EVP_Digest(bytes, bytes.count, &digest, &length, hash, nil)
    return Array(digest[0..<Int(length / 2)])
  }
}
