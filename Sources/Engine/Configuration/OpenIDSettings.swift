import Identity

/// Signing in through an identity provider that speaks OpenID Connect.
package struct OpenIDSettings: Sendable {
  /// As the web app shows it.
  package var providerName: String
  /// Where the provider describes itself.
  package var discoveryURL: String
  /// We, as the provider knows us.
  package var client: OpenIDClient
  /// The claims that hold address, given and family name.
  package var emailClaim: String
  package var givenNameClaim: String
  package var familyNameClaim: String
  /// Must the provider say that it has verified the address?
  package var requiresVerifiedEmail: Bool
  /// The provider asks for a second factor itself.
  package var skipsTwoFactor: Bool

  /// Nil when it is off. - Parameter home: protocol and domain of the web app.
  package init?(_ reader: inout EnvironmentReader, home: String) {
    let isEnabled = reader.flag("OIDC_ENABLED", default: false)
    providerName = reader.text("OIDC_IDP_NAME", default: "")
    discoveryURL = reader.text("OIDC_DISCOVERY_URL", default: "")
    client = OpenIDClient(
      id: reader.text("OIDC_CLIENT_ID", default: ""), secret: reader.text("OIDC_CLIENT_SECRET", default: "", isSecret: true),
      scopes: reader.text("OIDC_SCOPES", default: "openid email profile"), redirectURL: home + "/api/auth/oidc/callback")
    emailClaim = reader.text("OIDC_EMAIL_CLAIM", default: "email")
    givenNameClaim = reader.text("OIDC_GIVEN_NAME_CLAIM", default: "given_name")
    familyNameClaim = reader.text("OIDC_FAMILY_NAME_CLAIM", default: "family_name")
    requiresVerifiedEmail = reader.flag("OIDC_REQUIRE_EMAIL_VERIFIED", default: true)
    skipsTwoFactor = reader.flag("OIDC_SKIP_2FA", default: false)
    guard isEnabled else { return nil }
    let isURL = discoveryURL.hasPrefix("https://") || discoveryURL.hasPrefix("http://")
    if !isURL || discoveryURL.unicodeScalars.count > 500 {
      reader.refuse(
        "OIDC_DISCOVERY_URL is \"\(discoveryURL)\": an address is expected, as https://id.studio.example/.well-known/openid-configuration.")
    }
    if client.id.isEmpty { reader.refuse("OIDC_CLIENT_ID is missing: with OIDC_ENABLED the identity provider must know who asks.") }
    if !client.scopes.split(separator: " ").contains("openid") {
      reader.refuse("OIDC_SCOPES is \"\(client.scopes)\": openid must be among them.")
    }
  }
}
