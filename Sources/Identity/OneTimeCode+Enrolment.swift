import Web

/// What an authenticator app is given when it is set up.
extension OneTimeCode {
  /// A new secret in Base32: 160 bits, the length of the hash, as RFC 4226 §4 (R6) recommends.
  public static func newSecret() -> String { Base32.encode(SecureRandom.bytes(20)) }

  /// The address that apps read from a QR code (Key Uri Format of Google Authenticator). Digits, period and algorithm are its defaults.
  public static func enrolmentURI(secret: String, issuer: String, account: String) -> String {
    "otpauth://totp/\(PercentEncoding.encode(issuer)):\(PercentEncoding.encode(account))?secret=\(secret)&issuer=\(PercentEncoding.encode(issuer))"
  }
}
