/// Namespaces and other names of the standards, by what they stand for here.
enum SAMLName {
  static let assertion = "urn:oasis:names:tc:SAML:2.0:assertion"
  static let `protocol` = "urn:oasis:names:tc:SAML:2.0:protocol"
  static let metadata = "urn:oasis:names:tc:SAML:2.0:metadata"
  static let signature = "http://www.w3.org/2000/09/xmldsig#"
  static let encryption = "http://www.w3.org/2001/04/xmlenc#"
  static let schemaInstance = "http://www.w3.org/2001/XMLSchema-instance"
  static let xml = "http://www.w3.org/XML/1998/namespace"

  static let redirect = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
  static let post = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
  static let success = "urn:oasis:names:tc:SAML:2.0:status:Success"
  static let bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
  static let emailAddress = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
}
