import CXMLSecurity

/// A key as the XML Security Library keeps it.
final class XMLKey {
  let pointer: xmlSecKeyPtr

  private init?(_ pointer: xmlSecKeyPtr?) {
    guard let pointer else { return nil }
    self.pointer = pointer
  }

  /// The public key in an X.509 certificate (DER). Nil when it is none, or of a kind that is not supported.
  convenience init?(certificate: [UInt8]) {
    guard XMLSecurity.isReady else { return nil }
    self.init(xmlSecOpenSSLAppKeyLoadMemory(certificate, UInt32(certificate.count), xmlSecKeyDataFormatCertDer, nil, nil, nil))
  }

  /// A private key (PEM) without a password. Nil when it is none.
  convenience init?(privateKey: [UInt8]) {
    guard XMLSecurity.isReady else { return nil }
    // The library would ask for a password at the terminal.
    let refuse: @convention(c) (UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?) -> Int32 = { _, _, _, _ in -1 }
    let pointer = xmlSecOpenSSLAppKeyLoadMemory(
      privateKey, UInt32(privateKey.count), xmlSecKeyDataFormatPem, nil, unsafeBitCast(refuse, to: UnsafeMutableRawPointer.self), nil)
    self.init(pointer)
    guard xmlSecKeyGetType(self.pointer) & UInt32(xmlSecKeyDataTypePrivate) != 0 else { return nil }
  }

  /// The key of a symmetric cipher (AES).
  convenience init?(symmetric bytes: [UInt8]) {
    guard XMLSecurity.isReady else { return nil }
    self.init(xmlSecKeyReadMemory(xmlSecOpenSSLKeyDataAesGetKlass(), bytes, UInt32(bytes.count)))
  }

  deinit { xmlSecKeyDestroy(pointer) }

  /// For a context of the library, which destroys what it is given.
  func copy() -> xmlSecKeyPtr? { xmlSecKeyDuplicate(pointer) }
}
