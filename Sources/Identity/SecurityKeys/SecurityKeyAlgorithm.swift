/// How a security key signs, by the numbers of the IANA COSE registry (RFC 9053, RFC 8812).
public enum SecurityKeyAlgorithm: Int, Sendable, CaseIterable {
  /// ECDSA on P-256 with SHA-256: every key can do that.
  case es256 = -7
  /// Ed25519.
  case edDSA = -8
  /// ECDSA on P-384 with SHA-384.
  case es384 = -35
  /// RSA of 2048 bits, PKCS #1 version 1.5, with SHA-256: Windows Hello.
  case rs256 = -257
}
