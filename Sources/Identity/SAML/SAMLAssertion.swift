/// What an identity provider says about somebody (SAML core §2.3), checked.
public struct SAMLAssertion: Sendable {
  /// Unique with that identity provider; who has seen it before must not accept it again.
  public let id: String
  /// Who it is about (`NameID`).
  public let subject: String
  /// What is said about them, by name.
  public let attributes: [String: [String]]
  /// The id of the request that it answers; nil when nobody asked.
  public let request: String?
  /// Seconds since 1970 from which on it would be refused as too old.
  public let end: Int

  /// Checks what is said, for whom and for how long (SAML profiles §4.1.4.2 and §4.1.4.3).
  /// - Parameters:
  ///   - element: signed by the identity provider.
  ///   - answering: the request that the signed response around it answers, if it says so.
  init(
    _ element: XMLElement, answering: String?, for party: SAMLServiceProvider, from provider: SAMLMetadata, now: Int
  ) throws(SAMLRefusal) {
    guard element["Version"] == "2.0" else { throw SAMLRefusal("the assertion is not of SAML 2.0") }
    id = try element.required("ID")
    guard !id.isEmpty else { throw SAMLRefusal("the assertion's ID is empty") }
    let issuer = try element.required("Issuer", SAMLName.assertion).text()
    guard issuer == provider.entityID else {
      throw SAMLRefusal("the assertion was issued by \(issuer.prefix(200)), not by \(provider.entityID)")
    }
    let conditionsEnd = try Self.check(try element.required("Conditions", SAMLName.assertion), party, now)
    let subject = try element.required("Subject", SAMLName.assertion)
    guard let name = try subject.child("NameID", SAMLName.assertion) else {
      throw SAMLRefusal("the subject has no NameID that can be read")
    }
    self.subject = try name.text()
    guard !self.subject.isEmpty else { throw SAMLRefusal("the subject's NameID is empty") }
    let confirmation = try Self.confirmation(of: subject, party, now)
    request = confirmation.request ?? answering
    let statements = element.children("AuthnStatement", SAMLName.assertion)
    // An identity provider tells others who somebody is without that person being there.
    guard !statements.isEmpty else { throw SAMLRefusal("the assertion does not say that its subject has signed in (AuthnStatement)") }
    for statement in statements {
      if let text = statement["SessionNotOnOrAfter"] { try Self.checkEnd(text, now, "the session at the identity provider") }
    }
    end = min(confirmation.end, conditionsEnd ?? confirmation.end) + SAMLTime.skew
    attributes = try Self.attributes(of: element)
  }

  /// - Returns: the end of the conditions, if they have one.
  private static func check(_ conditions: XMLElement, _ party: SAMLServiceProvider, _ now: Int) throws(SAMLRefusal) -> Int? {
    if let text = conditions["NotBefore"] { try checkBeginning(text, now, "the assertion") }
    let end = try conditions["NotOnOrAfter"].map { text throws(SAMLRefusal) in try checkEnd(text, now, "the assertion") }
    var isForUs = false
    for condition in conditions.children {
      switch (condition.namespace, condition.name) {
      case (SAMLName.assertion, "AudienceRestriction"):
        var audiences: [String] = []
        for audience in condition.children("Audience", SAMLName.assertion) { audiences.append(try audience.text()) }
        guard audiences.contains(party.entityID) else {
          throw SAMLRefusal("the assertion is for the audience \(audiences.joined(separator: ", ").prefix(200)), not for \(party.entityID)")
        }
        isForUs = true
      // Every assertion is used once here, and none is passed on.
      case (SAMLName.assertion, "OneTimeUse"), (SAMLName.assertion, "ProxyRestriction"): break
      default: throw SAMLRefusal("the assertion has a condition that is not understood: \(condition.name)")
      }
    }
    guard isForUs else { throw SAMLRefusal("the assertion names no audience") }
    return end
  }

  /// The request that is answered and the end, of the first confirmation that says that whoever brings the assertion to us now is its
  /// subject (a bearer).
  private static func confirmation(of subject: XMLElement, _ party: SAMLServiceProvider, _ now: Int) throws(SAMLRefusal)
    -> (request: String?, end: Int)
  {
    var refusal = SAMLRefusal("the subject has no confirmation for a bearer")
    for confirmation in subject.children("SubjectConfirmation", SAMLName.assertion) where confirmation["Method"] == SAMLName.bearer {
      do throws(SAMLRefusal) {
        let data = try confirmation.required("SubjectConfirmationData", SAMLName.assertion)
        let recipient = try data.required("Recipient")
        guard recipient == party.consumerURL else {
          throw SAMLRefusal("the assertion's recipient is \(recipient.prefix(200)), not \(party.consumerURL)")
        }
        if let text = data["NotBefore"] { try checkBeginning(text, now, "the subject's confirmation") }
        let end = try checkEnd(try data.required("NotOnOrAfter"), now, "the subject's confirmation")
        return (data["InResponseTo"], end)
      } catch {
        refusal = error
      }
    }
    throw refusal
  }

  private static func checkBeginning(_ text: String, _ now: Int, _ subject: String) throws(SAMLRefusal) {
    guard try SAMLTime.parse(text) <= now + SAMLTime.skew else { throw SAMLRefusal("\(subject) is not valid before \(text)") }
  }

  @discardableResult
  private static func checkEnd(_ text: String, _ now: Int, _ subject: String) throws(SAMLRefusal) -> Int {
    let end = try SAMLTime.parse(text)
    guard now < end + SAMLTime.skew else { throw SAMLRefusal("\(subject) has expired at \(text)") }
    return end
  }

  /// Values by the name of their attribute; those of attributes with the same name together.
  private static func attributes(of element: XMLElement) throws(SAMLRefusal) -> [String: [String]] {
    var found: [String: [String]] = [:]
    for statement in element.children("AttributeStatement", SAMLName.assertion) {
      for attribute in statement.children("Attribute", SAMLName.assertion) {
        var values: [String] = []
        for value in attribute.children("AttributeValue", SAMLName.assertion) where value.children.isEmpty {
          values.append(try value.text())
        }
        for name in Set([attribute["Name"], attribute["FriendlyName"]].compactMap { $0 }) { found[name, default: []] += values }
      }
    }
    return found
  }
}
