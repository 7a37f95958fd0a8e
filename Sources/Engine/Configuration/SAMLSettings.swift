import Identity

/// Signing in through an identity provider that speaks SAML 2.0.
package struct SAMLSettings: Sendable {
  /// As the web app shows it.
  package var providerName: String
  /// Where the identity provider's metadata are: `http://…`, `https://…`, or the path of a file.
  package var metadataSource: String
  /// The identity provider asks for a second factor itself.
  package var skipsTwoFactor: Bool
  /// May people come from the identity provider's own pages, without having asked us first?
  package var allowsUnsolicited: Bool
  /// We, as the identity provider knows us.
  package var party: SAMLServiceProvider

  package var hasRemoteMetadata: Bool { Self.isRemote(metadataSource) }

  fileprivate static func isRemote(_ source: String) -> Bool { source.hasPrefix("https://") || source.hasPrefix("http://") }
}

extension EnvironmentReader {
  /// Nil when it is off.
  /// - Parameters:
  ///   - home: protocol and domain of the web app.
  ///   - opensFiles: false for commands that nobody signs in with.
  package mutating func saml(home: String, opensFiles: Bool) -> SAMLSettings? {
    let isEnabled = flag("SAML_ENABLED", default: false)
    let name = text("SAML_IDP_NAME", default: "")
    let source = text("SAML_METADATA_URL", default: "")
    let skipsTwoFactor = flag("SAML_SKIP_2FA", default: false)
    let allowsUnsolicited = flag("SAML_ALLOW_UNSOLICITED", default: true)
    let allowsSHA1 = flag("SAML_ALLOW_SHA1", default: false)
    let key = text("SAML_KEY_FILE", default: "")
    let certificate = text("SAML_CERTIFICATE_FILE", default: "")
    guard isEnabled else { return nil }
    if !SAMLSettings.isRemote(source) && !source.hasPrefix("/") {
      refuse("SAML_METADATA_URL is \"\(source)\": an address (https://…) or a path (/…) of the identity provider's metadata is expected.")
    } else if source.unicodeScalars.count > 500 {
      refuse("SAML_METADATA_URL is longer than 500 characters.")
    }
    if key.isEmpty != certificate.isEmpty { refuse("SAML_KEY_FILE and SAML_CERTIFICATE_FILE belong together: set both or none.") }
    var keyPair: SAMLServiceProvider.KeyPair?
    if opensFiles {
      if source.hasPrefix("/"), let problem = SAMLMetadata.problem(file: source) {
        refuse("SAML_METADATA_URL is \"\(source)\": \(problem).")
      }
      if !key.isEmpty && !certificate.isEmpty { keyPair = self.keyPair(key, certificate) }
    }
    let party = SAMLServiceProvider(home: home, keyPair: keyPair, allowsSHA1: allowsSHA1)
    return SAMLSettings(
      providerName: name, metadataSource: source, skipsTwoFactor: skipsTwoFactor, allowsUnsolicited: allowsUnsolicited, party: party)
  }

  private mutating func keyPair(_ key: String, _ certificate: String) -> SAMLServiceProvider.KeyPair? {
    guard let keyBytes = LocalFile.bytes(key, limit: 1 << 20) else {
      refuse("SAML_KEY_FILE is \"\(key)\", which cannot be read.")
      return nil
    }
    guard let certificateBytes = LocalFile.bytes(certificate, limit: 1 << 20) else {
      refuse("SAML_CERTIFICATE_FILE is \"\(certificate)\", which cannot be read.")
      return nil
    }
    do throws(SAMLRefusal) {
      return try SAMLServiceProvider.KeyPair(privateKey: keyBytes, certificate: certificateBytes)
    } catch {
      refuse("SAML_KEY_FILE and SAML_CERTIFICATE_FILE cannot be used: \(error.reason).")
      return nil
    }
  }
}

extension SAMLMetadata {
  /// Bytes of the largest document.
  package static let limit = 1 << 20

  /// Why a file cannot be used; nil when it can.
  package static func problem(file: String) -> String? {
    guard let bytes = LocalFile.bytes(file, limit: limit + 1) else { return "the file cannot be read" }
    do throws(SAMLRefusal) {
      _ = try SAMLMetadata(bytes)
      return nil
    } catch {
      return error.reason
    }
  }
}
