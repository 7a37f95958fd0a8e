import COpenSSL
import Web

@testable import Identity

/// A key pair that signs tokens as an identity provider does, made with OpenSSL for the run.
final class TestKey: @unchecked Sendable {
  let json: JSON
  private let pair: OpaquePointer

  private init(_ pair: OpaquePointer, _ json: JSON) {
    self.pair = pair
    self.json = json
  }

  private static let keys = pairs()
  private static let others = pairs()
  static let weak = rsa(bits: 1024)

  static func of(_ algorithm: SignatureAlgorithm) -> TestKey { keys[algorithm.keyKind] ?? weak }
  static func another(_ algorithm: SignatureAlgorithm) -> TestKey { others[algorithm.keyKind] ?? weak }

  private static func pairs() -> [JSONWebKey.Kind: TestKey] {
    [.rsa: rsa(bits: 2048), .p256: curve("P-256", 32), .p384: curve("P-384", 48), .ed25519: ed25519()]
  }

  /// The same pair, published with other members.
  func with(_ members: JSON.Object) -> TestKey {
    var object = json.object ?? [:]
    for (name, value) in members { object[name] = value }
    EVP_PKEY_up_ref(pair)
    return TestKey(pair, .object(object))
  }

  /// SubjectPublicKeyInfo.
  var publicBytes: [UInt8] {
    var memory: UnsafeMutablePointer<UInt8>?
    let count = Int(i2d_PUBKEY(pair, &memory))
    guard let memory, count > 0 else { return [] }
    defer { CRYPTO_free(memory, #file, #line) }
    return Array(UnsafeBufferPointer(start: memory, count: count))
  }

  static func content(_ header: JSON.Object, _ claims: JSON.Object) -> String {
    Base64URL.encode(Array(JSON.object(header).description.utf8)) + "." + Base64URL.encode(Array(JSON.object(claims).description.utf8))
  }

  /// - Parameter header: members in the place of the right ones; nil leaves one out.
  func token(_ claims: JSON.Object, _ algorithm: SignatureAlgorithm, header: [String: JSON?] = [:]) -> String {
    var members: JSON.Object = ["alg": .text(algorithm.rawValue), "kid": "k"]
    for (name, value) in header { members[name] = value }
    let content = Self.content(members, claims)
    return content + "." + Base64URL.encode(sign(Array(content.utf8), algorithm))
  }

  private func sign(_ content: [UInt8], _ algorithm: SignatureAlgorithm) -> [UInt8] {
    let context = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(context) }
    var parameters: OpaquePointer?
    EVP_DigestSignInit(context, &parameters, algorithm == .edDSA ? nil : algorithm.hash, nil, pair)
    if algorithm == .ps256 {
      EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING)
      EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST)
    }
    var length = 1024
    var signature = [UInt8](repeating: 0, count: length)
    guard EVP_DigestSign(context, &signature, &length, content, content.count) == 1 else { return [] }
    signature.removeLast(signature.count - length)
    guard algorithm.keyKind == .p256 || algorithm.keyKind == .p384 else { return signature }
    // Two numbers in DER become two of the same length, side by side.
    var numbers: [[UInt8]] = []
    var position = 2
    for _ in 0..<2 {
      let count = Int(signature[position + 1])
      let number = signature[(position + 2)..<(position + 2 + count)].drop { $0 == 0 }
      let width = algorithm == .es256 ? 32 : 48
      numbers.append([UInt8](repeating: 0, count: width - number.count) + number)
      position += 2 + count
    }
    return numbers.flatMap { $0 }
  }

  // MARK: Making

  private static func made(_ kind: Int32, _ prepare: (OpaquePointer?) -> Void) -> OpaquePointer {
    let context = EVP_PKEY_CTX_new_id(kind, nil)
    defer { EVP_PKEY_CTX_free(context) }
    var pair: OpaquePointer?
    EVP_PKEY_keygen_init(context)
    prepare(context)
    EVP_PKEY_generate(context, &pair)
    guard let pair else { preconditionFailure("OpenSSL makes no key") }
    return pair
  }

  private static func number(_ pair: OpaquePointer, _ name: String, _ width: Int? = nil) -> JSON {
    var number: OpaquePointer?
    EVP_PKEY_get_bn_param(pair, name, &number)
    defer { BN_free(number) }
    var bytes = [UInt8](repeating: 0, count: width ?? Int((BN_num_bits(number) + 7) / 8))
    BN_bn2binpad(number, &bytes, Int32(bytes.count))
    return .text(Base64URL.encode(bytes))
  }

  private static func rsa(bits: Int32) -> TestKey {
    let pair = made(EVP_PKEY_RSA) { EVP_PKEY_CTX_set_rsa_keygen_bits($0, bits) }
    return TestKey(pair, ["kty": "RSA", "kid": "k", "n": number(pair, "n"), "e": number(pair, "e")])
  }

  private static func curve(_ name: String, _ width: Int) -> TestKey {
    let pair = made(EVP_PKEY_EC) { EVP_PKEY_CTX_set_ec_paramgen_curve_nid($0, width == 32 ? NID_X9_62_prime256v1 : NID_secp384r1) }
    return TestKey(pair, ["kty": "EC", "kid": "k", "crv": .text(name), "x": number(pair, "qx", width), "y": number(pair, "qy", width)])
  }

  private static func ed25519() -> TestKey {
    let pair = made(EVP_PKEY_ED25519) { _ in }
    var bytes = [UInt8](repeating: 0, count: 32)
    var count = 32
    EVP_PKEY_get_raw_public_key(pair, &bytes, &count)
    return TestKey(pair, ["kty": "OKP", "kid": "k", "crv": "Ed25519", "x": .text(Base64URL.encode(bytes))])
  }
}
