import COpenSSL
import Web

/// A public key of an identity provider (RFC 7517).
struct JSONWebKey: Sendable, Equatable {
  enum Kind: Sendable {
    case rsa
    case p256
    case p384
    case ed25519
  }

  let kind: Kind
  let id: String?
  /// The only algorithm it is for; nil for any that takes its kind.
  let algorithm: String?
  /// SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).
  private let encoded: [UInt8]

  /// Nil for a key that is none, that does not sign, or that is too weak.
  init?(_ json: JSON) {
    if let use = json["use"].text, use != "sig" { return nil }
    if let operations = json["key_ops"].array, !operations.contains("verify") { return nil }
    func number(_ name: String) -> [UInt8]? { json[name].text.flatMap { Base64URL.decode($0) } }
    switch (json["kty"].text, json["crv"].text) {
    case ("RSA", _):
      guard let modulus = number("n"), let exponent = number("e") else { return nil }
      // RFC 7518 §3.3 asks for 2048 bits. No larger numbers than anybody uses: to calculate with them would take long.
      let digits = modulus.drop { $0 == 0 }
      let bits = digits.count * 8 - (digits.first?.leadingZeroBitCount ?? 0)
      guard (2048...8192).contains(bits), (1...8).contains(exponent.count) else { return nil }
      (kind, encoded) = (.rsa, DER.sequence([Self.rsaEncryption, DER.bits(DER.sequence([DER.integer(modulus), DER.integer(exponent)]))]))
    case ("EC", "P-256"), ("EC", "P-384"):
      let isSmall = json["crv"] == "P-256"
      let length = isSmall ? 32 : 48
      guard let x = number("x"), let y = number("y"), x.count == length, y.count == length else { return nil }
      (kind, encoded) = (isSmall ? .p256 : .p384, DER.sequence([isSmall ? Self.p256 : Self.p384, DER.bits([4] + x + y)]))
    case ("OKP", "Ed25519"):
      guard let x = number("x"), x.count == 32 else { return nil }
      (kind, encoded) = (.ed25519, DER.sequence([Self.ed25519, DER.bits(x)]))
    default: return nil
    }
    id = json["kid"].text
    algorithm = json["alg"].text
    guard withKey({ _ in true }) else { return nil }
  }

  /// Is it a signature of these bytes by this key? Never when the algorithm is for another kind of key.
  func isGood(_ signature: [UInt8], of content: [UInt8], _ algorithm: SignatureAlgorithm) -> Bool {
    guard algorithm.keyKind == kind, self.algorithm == nil || self.algorithm == algorithm.rawValue else { return false }
    guard let signature = Self.encoded(signature, algorithm) else { return false }
    return withKey { key in
      guard let context = EVP_MD_CTX_new() else { return false }
      defer { EVP_MD_CTX_free(context) }
      var parameters: OpaquePointer?
      let hash = algorithm == .edDSA ? nil : algorithm.hash
      guard EVP_DigestVerifyInit(context, &parameters, hash, nil, key) == 1 else { return false }
      if algorithm == .ps256 {
        // As long as the hash (RFC 7518 §3.5).
        guard EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) > 0,
          EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) > 0
        else { return false }
      }
      return EVP_DigestVerify(context, signature, signature.count, content, content.count) == 1
    }
  }

  /// The two numbers of a signature of a curve stand side by side (RFC 7518 §3.4); OpenSSL wants them in a sequence.
  private static func encoded(_ signature: [UInt8], _ algorithm: SignatureAlgorithm) -> [UInt8]? {
    let length: Int
    switch algorithm {
    case .es256: length = 32
    case .es384: length = 48
    default: return signature
    }
    guard signature.count == 2 * length else { return nil }
    return DER.sequence([DER.integer(signature.prefix(length)), DER.integer(signature.suffix(length))])
  }

  /// Hands out the key as OpenSSL keeps it; false when it is none, as a point that is not on its curve.
  private func withKey(_ body: (OpaquePointer) -> Bool) -> Bool {
    encoded.withUnsafeBufferPointer { bytes in
      var start = bytes.baseAddress
      guard let key = d2i_PUBKEY(nil, &start, bytes.count) else {
        ERR_clear_error()
        return false
      }
      defer {
        EVP_PKEY_free(key)
        ERR_clear_error()
      }
      return body(key)
    }
  }

  // AlgorithmIdentifier of each kind: RFC 8017 appendix A.1, RFC 5480 §2.1.1, RFC 8410 §3.
  private static let rsaEncryption: [UInt8] = [0x30, 13, 6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 1, 5, 0]
  private static let p256: [UInt8] = [0x30, 19, 6, 7, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 2, 1, 6, 8, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 3, 1, 7]
  private static let p384: [UInt8] = [0x30, 16, 6, 7, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 2, 1, 6, 5, 0x2B, 0x81, 4, 0, 34]
  private static let ed25519: [UInt8] = [0x30, 5, 6, 3, 0x2B, 0x65, 0x70]
}

/// The keys that a provider signs with at the moment (RFC 7517 §5).
public struct JSONWebKeySet: Sendable {
  private let keys: [JSONWebKey]

  /// Keys that we cannot use are left out. - Throws: when it is no set of keys.
  init(_ json: JSON) throws(OpenIDFailure) {
    guard let keys = json["keys"].array else { throw .garbage("the set of keys") }
    self.keys = keys.prefix(100).compactMap { JSONWebKey($0) }
  }

  /// Those that may have signed: the ones of that id, all of the right kind when none is named.
  func candidates(id: String?, _ algorithm: SignatureAlgorithm) -> [JSONWebKey] {
    keys.filter { $0.kind == algorithm.keyKind && (id == nil || $0.id == id) }
  }
}
