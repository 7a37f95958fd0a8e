import Engine
import Identity
import MariaDB
import Web

/// Signing in through an identity provider that speaks SAML 2.0 (contract chapter 01, section SAML).
enum SAMLRoutes {
  static func declare(in routes: inout Routes) {
    routes.get("/auth/saml/login", for: .anyone, writing: true, "Go to the identity provider to sign in (SAML)", then: ask)
    routes.post("/auth/saml/sso", for: .anyone, "Come back from the identity provider (SAML)", then: consume)
    routes.get("/auth/saml/metadata", for: .anyone, "What an identity provider is configured with (SAML)", then: metadata)
  }

  private static func ask(_ call: Call) throws -> Response {
    let settings = try enabled(call)
    let provider = try SAMLProvider(call, settings).metadata()
    let request = settings.party.request(to: provider, now: Token.now)
    try SAMLExchanges(call, settings).begin(request)
    return .redirect(to: request.url)
  }

  /// What is wrong with an answer is for the log: whoever brings it may have made it up.
  private static func consume(_ call: Call) throws -> Response {
    let settings = try enabled(call)
    guard let field = try call.request.form()?.first(where: { $0.name == "SAMLResponse" }) else {
      throw Failure.malformed("the form field SAMLResponse is missing")
    }
    let assertion: SAMLAssertion
    do {
      assertion = try accept(try SAMLResponse(field.value), call, settings)
    } catch let refusal as SAMLRefusal {
      throw refuse(refusal.reason, call)
    } catch let refusal as SAMLExchanges.Refused {
      throw refuse(refusal.reason, call)
    } catch let failure as Failure where failure.status == 503 {
      // Nothing can be verified, so nothing is good.
      throw refuse("the identity provider's metadata cannot be had", call)
    }
    return try SingleSignOn(call, .saml, skipsTwoFactor: settings.skipsTwoFactor).answer(profile(assertion))
  }

  private static func accept(_ response: SAMLResponse, _ call: Call, _ settings: SAMLSettings) throws -> SAMLAssertion {
    let source = SAMLProvider(call, settings)
    var provider = try source.metadata()
    let assertion: SAMLAssertion
    do throws(SAMLRefusal) {
      assertion = try response.assertion(for: settings.party, from: provider, now: Token.now)
    } catch {
      guard error.isUnknownKey, settings.hasRemoteMetadata else { throw error }
      let renewed = try source.metadata(renewed: true)
      guard renewed.certificates != provider.certificates else { throw error }
      provider = renewed
      assertion = try response.assertion(for: settings.party, from: renewed, now: Token.now)
    }
    try SAMLExchanges(call, settings).end(assertion, of: provider)
    return assertion
  }

  private static func profile(_ assertion: SAMLAssertion) -> SingleSignOn.Profile {
    func joined(_ name: String) -> String? { assertion.attributes[name]?.joined(separator: " ") }
    // The original took the whole lists for the value (oddity 01-35).
    func first(_ name: String) -> String? { assertion.attributes[name]?.first }
    return SingleSignOn.Profile(
      email: assertion.subject, firstName: joined("first_name"), lastName: joined("last_name"), country: joined("country"),
      phone: first("phone"), departments: assertion.attributes["departments"], studio: first("studio_id"))
  }

  private static func metadata(_ call: Call) throws -> Response {
    let document = try enabled(call).party.metadata
    return Response(contentType: "application/samlmetadata+xml", body: .bytes(Array(document.utf8)))
  }

  private static func enabled(_ call: Call) throws(Failure) -> SAMLSettings {
    guard let settings = call.configuration.saml else { throw Failure(status: 400, body: ["error": "SAML is not enabled."]) }
    return settings
  }

  private static func refuse(_ reason: String, _ call: Call) -> Failure {
    call.note(.refused, means: SingleSignOn.Means.saml.rawValue, reason: reason)
    return .plain(400, "The answer of the identity provider was not accepted. The server's log says why, under this request's id.")
  }
}
