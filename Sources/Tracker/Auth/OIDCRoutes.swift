import Engine
import Identity
import MariaDB
import Web

/// Signing in through an identity provider with OpenID Connect (contract chapter 01, OpenID Connect).
///
/// Neither route is declared as writing: what is written between two questions to the provider is a transaction of its own, so that none
/// waits for another server, and no code is exchanged twice when one is played again.
enum OIDCRoutes {
  static func declare(in routes: inout Routes) {
    routes.get("/auth/oidc/login", for: .anyone, "Sign in through the identity provider (OpenID Connect)") { call in
      try answer(call, login)
    }
    routes.get("/auth/oidc/callback", for: .anyone, "Come back from the identity provider (OpenID Connect)") { call in
      try answer(call, callback)
    }
  }

  /// Whatever goes wrong between us and the provider is told the browser as 400, with its reason in the log.
  private static func answer(_ call: Call, _ body: (Call, OpenIDSettings) throws -> Response) throws -> Response {
    guard let settings = call.configuration.openID else { return refusal("OIDC is not enabled.") }
    do {
      return try body(call, settings)
    } catch let failure as OpenIDFailure {
      call.note(.refused, means: SingleSignOn.Means.openIDConnect.rawValue, reason: failure.description)
      return refusal("Signing in through the identity provider failed: \(failure.message).")
    }
  }

  private static func refusal(_ message: String) -> Response { .json(["error": .text(message)], status: 400) }

  private static func login(_ call: Call, _ settings: OpenIDSettings) throws -> Response {
    let conversation = OpenIDConversation(certificateAuthority: call.configuration.outgoingAuthorities)
    let provider = try OpenIDDocuments(call, conversation).provider(settings.discoveryURL)
    let (secrets, cookie) = try OpenIDSignIns(call).begin()
    var response = Response.redirect(to: provider.authorizationURL(settings.client, secrets))
    response.headers.append(cookie)
    return response
  }

  private static func callback(_ call: Call, _ settings: OpenIDSettings) throws -> Response {
    let query = call.request.query
    guard let state = query["state"], let secrets = try OpenIDSignIns(call).take(state: state) else {
      call.note(.refused, means: SingleSignOn.Means.openIDConnect.rawValue, reason: "no such sign-in was begun in this browser")
      return refusal("This sign-in was not begun in this browser, took too long, or is over already. Try again.")
    }
    if let error = query["error"] { throw OpenIDFailure.refused(code: error) }
    guard let code = query["code"], !code.isEmpty else { throw OpenIDFailure.garbage("the way back") }

    let conversation = OpenIDConversation(certificateAuthority: call.configuration.outgoingAuthorities)
    let documents = OpenIDDocuments(call, conversation)
    let provider = try documents.provider(settings.discoveryURL)
    // RFC 9207 §2.4: the answer of another provider is not taken to this one.
    if let issuer = query["iss"], issuer != provider.issuer { throw OpenIDFailure.token("another issuer made it") }
    let tokens = try conversation.exchange(code, provider, settings.client, verifier: secrets.verifier)
    let expected = IDToken.Expectation(
      issuer: provider.issuer, clientID: settings.client.id, nonce: secrets.nonce, accessToken: tokens.accessToken, now: Token.now)
    let token: IDToken
    do {
      token = try IDToken(tokens.idToken, keys: try documents.keys(of: provider), expected)
    } catch OpenIDFailure.unknownKey {
      token = try IDToken(tokens.idToken, keys: try documents.keys(of: provider, isRenewed: true), expected)
    }

    var claims = token.claims
    if claims[settings.givenNameClaim] == nil, claims[settings.familyNameClaim] == nil {
      // Names and nothing else: whose address it is, and that it was verified, must be signed.
      let more = conversation.userInfo(provider, accessToken: tokens.accessToken, subject: token.subject)
      for name in [settings.givenNameClaim, settings.familyNameClaim] { claims[name] = more?[name] }
    }
    return try enter(claims, settings, call)
  }

  private static func enter(_ claims: JSON.Object, _ settings: OpenIDSettings, _ call: Call) throws -> Response {
    guard let email = claims[settings.emailClaim]?.text, !email.isEmpty else { throw OpenIDFailure.token("it holds no e-mail address") }
    let isVerified = claims["email_verified"]
    guard settings.requiresVerifiedEmail ? isVerified == true : isVerified != false else {
      throw OpenIDFailure.token("its e-mail address is not verified")
    }
    let profile = SingleSignOn.Profile(
      email: email, firstName: claims[settings.givenNameClaim]?.text?.nonEmpty, lastName: claims[settings.familyNameClaim]?.text?.nonEmpty)
    do {
      return try call.transaction { try SingleSignOn(call, .openIDConnect, skipsTwoFactor: settings.skipsTwoFactor).answer(profile) }
    } catch let failure as Failure {
      return refusal(failure.body["message"].text ?? "This account cannot sign in through the identity provider.")
    }
  }
}

extension OpenIDFailure {
  /// For the browser: without what is only the studio's business, as addresses inside of its network.
  fileprivate var message: String {
    switch self {
    case .unreachable: "the identity provider does not answer"
    default: description
    }
  }
}
