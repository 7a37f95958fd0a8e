import COpenSSL
import Web

/// Security keys as elements of `person.fido_credentials`.
///
/// Two forms are read, told apart by `public_key`: a text in ours, an object in that of the original, which keeps strings of bytes as whole
/// numbers. Ours is written.
extension SecurityKey {
  /// Nil for what cannot be read.
  public init?(stored: JSON) {
    guard let name = stored["device_name"].text else { return nil }
    if let key = stored["public_key"].object {
      guard let id = Self.bytes(stored["credential_id"]), let signature = Self.signature(key) else { return nil }
      let modelID = Self.bytes(stored["aaguid"]) ?? []
      let filling = [UInt8](repeating: 0, count: max(0, 16 - modelID.count))
      self.init(name: name, credentialID: id, modelID: filling + modelID, signature: signature, counter: 0)
    } else {
      guard let id = Self.decoded(stored["credential_id"]), let modelID = Self.decoded(stored["aaguid"]),
        let algorithm = stored["algorithm"].integer.flatMap({ SecurityKeyAlgorithm(rawValue: Int($0)) }),
        let numbers = Self.decoded(stored["public_key"]), let signature = SecurityKeySignature(algorithm, numbers)
      else { return nil }
      let counter = stored["sign_count"].integer.flatMap { UInt32(exactly: $0) } ?? 0
      self.init(name: name, credentialID: id, modelID: modelID, signature: signature, counter: counter)
    }
  }

  public var stored: JSON {
    [
      "device_name": .text(name), "aaguid": .text(Base64URL.encode(modelID)), "credential_id": .text(Base64URL.encode(credentialID)),
      "algorithm": JSON(signature.algorithm.rawValue), "public_key": .text(Base64URL.encode(signature.numbers)),
      "sign_count": JSON(Int(counter)),
    ]
  }

  private static func decoded(_ value: JSON) -> [UInt8]? { value.text.flatMap { Base64URL.decode($0) } }

  private static func signature(_ key: JSON.Object) -> SecurityKeySignature? {
    SecurityKeySignature(
      integer: { key[String($0)]?.integer.map { Int($0) } }, bytes: { label in key[String(label)].flatMap { bytes($0) } })
  }

  /// Digits of the longest number that is read: a credential has at most 1023 bytes (WebAuthn §4).
  private static let maxDigits = 2500

  /// The bytes of a whole number, big-endian; zeros that they began with are lost.
  private static func bytes(_ value: JSON) -> [UInt8]? {
    let digits: String
    switch value {
    case .integer(let number): digits = String(number)
    case .digits(let text): digits = text
    default: return nil
    }
    guard digits.utf8.count <= maxDigits, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    var number: OpaquePointer?
    guard BN_dec2bn(&number, digits) > 0 else { return nil }
    defer { BN_free(number) }
    return [UInt8](unsafeUninitializedCapacity: (Int(BN_num_bits(number)) + 7) / 8) { buffer, count in
      count = Int(BN_bn2bin(number, buffer.baseAddress))
    }
  }
}
