import CFido2

/// A public key of a security key, and the check of what it signed, by libfido2.
struct SecurityKeySignature: Sendable, Equatable {
  let algorithm: SecurityKeyAlgorithm
  /// The numbers of the key one after the other, big-endian: x and y of a curve's point, x for Ed25519, modulus and exponent for RSA.
  let numbers: [UInt8]

  /// Nil when the numbers are those of no key of that algorithm.
  init?(_ algorithm: SecurityKeyAlgorithm, _ numbers: [UInt8]) {
    self.algorithm = algorithm
    self.numbers = numbers
    guard numbers.count == algorithm.length, withKey({ _ in true }) else { return nil }
  }

  /// Reads a COSE key (RFC 9053 §7): numbers that came with fewer bytes than they have are filled up with the zeros they lost.
  init?(integer: (_ label: Int) -> Int?, bytes: (_ label: Int) -> [UInt8]?) {
    func number(_ label: Int, _ length: Int) -> [UInt8]? {
      bytes(label).flatMap { $0.count <= length ? [UInt8](repeating: 0, count: length - $0.count) + $0 : nil }
    }
    guard let type = integer(1), let algorithm = integer(3).flatMap(SecurityKeyAlgorithm.init(rawValue:)) else { return nil }
    let numbers: [[UInt8]?]
    switch (algorithm, type) {
    case (.es256, 2): numbers = integer(-1) == 1 ? [number(-2, 32), number(-3, 32)] : []
    case (.es384, 2): numbers = integer(-1) == 2 ? [number(-2, 48), number(-3, 48)] : []
    case (.edDSA, 1): numbers = integer(-1) == 6 ? [number(-2, 32)] : []
    case (.rs256, 3): numbers = [number(-1, 256), number(-2, 3)]
    default: return nil
    }
    self.init(algorithm, numbers.flatMap { $0 ?? [] })
  }

  /// Did the key sign these data, somebody being present, for the relying party of that id?
  func isGood(_ signature: [UInt8], authenticatorData: [UInt8], clientData: [UInt8], relyingParty: String) -> Bool {
    _ = Self.library
    var assertion = fido_assert_new()
    defer { fido_assert_free(&assertion) }
    guard let assertion, fido_assert_set_rp(assertion, relyingParty) == FIDO_OK, fido_assert_set_count(assertion, 1) == FIDO_OK,
      fido_assert_set_clientdata(assertion, clientData, clientData.count) == FIDO_OK,
      fido_assert_set_authdata_raw(assertion, 0, authenticatorData, authenticatorData.count) == FIDO_OK,
      fido_assert_set_sig(assertion, 0, signature, signature.count) == FIDO_OK, fido_assert_set_up(assertion, FIDO_OPT_TRUE) == FIDO_OK
    else { return false }
    return withKey { fido_assert_verify(assertion, 0, Int32(algorithm.rawValue), $0) == FIDO_OK }
  }

  private static let library: Void = fido_init(0)

  /// Hands out the key as libfido2 keeps it; false when it is none.
  private func withKey(_ body: (UnsafeRawPointer) -> Bool) -> Bool {
    typealias Pointer = OpaquePointer
    func use(
      _ key: Pointer?, _ free: (UnsafeMutablePointer<Pointer?>?) -> Void, _ read: (Pointer?, UnsafeRawPointer?, Int) -> Int32
    ) -> Bool {
      var key = key
      defer { free(&key) }
      guard let pointer = key, read(pointer, numbers, numbers.count) == FIDO_OK else { return false }
      return body(UnsafeRawPointer(pointer))
    }
    switch algorithm {
    case .es256: return use(es256_pk_new(), es256_pk_free, es256_pk_from_ptr)
    case .es384: return use(es384_pk_new(), es384_pk_free, es384_pk_from_ptr)
    case .edDSA: return use(eddsa_pk_new(), eddsa_pk_free, eddsa_pk_from_ptr)
    case .rs256: return use(rs256_pk_new(), rs256_pk_free, rs256_pk_from_ptr)
    }
  }
}

extension SecurityKeyAlgorithm {
  /// Bytes of a key's numbers.
  fileprivate var length: Int {
    switch self {
    case .es256: 64
    case .es384: 96
    case .edDSA: 32
    case .rs256: 259
    }
  }
}
