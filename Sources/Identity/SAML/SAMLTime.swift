import Web

/// Moments in SAML documents: `2026-11-21T19:05:00Z`, in UTC (SAML core §1.3.3). Seconds since 1970.
enum SAMLTime {
  /// Seconds by which the clocks of the two servers may differ.
  static let skew = 120

  static func parse(_ text: String) throws(SAMLRefusal) -> Int {
    // A fraction is dropped. Another zone than UTC is not allowed, and would be passed over silently.
    guard text.hasSuffix("Z"), text.dropFirst(10).first == "T", let time = DateTime(body: text) else {
      throw SAMLRefusal("\"\(text.prefix(40))\" is not a moment in UTC")
    }
    return time.secondsSince1970
  }

  static func format(_ seconds: Int) -> String {
    let time = DateTime(secondsSince1970: seconds).sql
    return "\(time.prefix(10))T\(time.dropFirst(11).prefix(8))Z"
  }
}
