import Engine
import Identity
import MariaDB
import Web

/// Signing a desktop tool in through the browser (contract chapter 09, after RFC 7636): the tool makes a verifier and opens the web app with
/// its challenge; who is signed in there asks for a code, and the tool exchanges it. No password reaches the tool.
enum AppLoginRoutes {
  static func declare(in routes: inout Routes) {
    routes.post("/auth/app-login/code", for: .person, "Get a code with which a desktop tool signs in", challenge, then: issue)
    routes.post("/auth/app-login/token", for: .anyone, "Sign a desktop tool in with a code", proof, then: exchange)
  }

  private static let challenge = Step.fields { fields in fields.word("code_challenge", 43...43, "-_") }

  private static let proof = Step.fields { fields in
    (code: fields.text("code", atLeast: 1, atMost: 128), verifier: fields.word("code_verifier", 43...128, "-._~"))
  }

  private static func issue(_ call: Call, challenge: String) throws -> Response {
    let token = try call.access.caller.token
    let code = try AppLoginCodes(call.database).issue(for: try call.callerID, challenge: challenge, session: token)
    call.note(.tokenCreated, means: "app-login")
    return .json(["code": .text(code)], status: 201)
  }

  /// What is refused is answered, not thrown: an attempt uses the code up.
  private static func exchange(_ call: Call, _ proof: (code: String, verifier: String)) throws -> Response {
    func refuse(_ reason: String, _ person: ID? = nil) -> Response {
      call.note(.refused, person: person, means: "app-login", reason: reason)
      return .json(["login": false, "message": "Wrong or expired code."], status: 400)
    }
    guard let code = try AppLoginCodes(call.database).take(proof.code) else { return refuse("unknown code") }
    guard code.accepts(proof.verifier) else { return refuse("wrong verifier", code.person) }
    guard let account = try Account.find(code.person, call.database), account.isActive else { return refuse("inactive", code.person) }
    if account.sessionGeneration != code.sessionGeneration { return refuse("the session that asked is over", code.person) }
    let isRestricted = !code.isExempt && TwoFactorPolicy(call.configuration).restricts(account)
    let session = try Session(
      for: account.id, isRestricted: isRestricted, isExempt: code.isExempt, signedInAt: code.signedInAt, call)
    call.note(.signedIn, person: account.id, means: "app-login")
    // Never cookies, whatever the tool calls itself.
    return try SignIn(account, session, call).answer(origin: "script")
  }
}

extension FieldReader {
  /// Letters and digits of ASCII, and those of `others`; so many of them.
  fileprivate mutating func word(_ field: String, _ count: ClosedRange<Int>, _ others: String) -> String {
    let word = text(field)
    func isAllowed(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || others.utf8.contains(byte)
    }
    if self[field]?.text != nil, !count.contains(word.utf8.count) || !word.utf8.allSatisfy(isAllowed) {
      let length = count.lowerBound == count.upperBound ? "\(count.lowerBound)" : "\(count.lowerBound) to \(count.upperBound)"
      fail(field, "Input should be \(length) letters, digits and characters of \(others)")
    }
    return word
  }
}
