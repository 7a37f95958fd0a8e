import CLDAP

/// Names of entries, and values in filters, made of text that may hold anything.
public enum DistinguishedName {
  /// A value as it stands in a distinguished name (RFC 4514 §2.4): nothing in it can end the value.
  public static func escaped(_ value: String) -> String {
    let scalars = Array(value.unicodeScalars)
    return scalars.indices.reduce(into: "") { text, index in
      let scalar = scalars[index]
      let isEdge = index == scalars.startIndex || index == scalars.endIndex - 1
      switch scalar {
      case "\"", "+", ",", ";", "<", ">", "\\", "=": text += "\\\(scalar)"
      case "#" where index == scalars.startIndex: text += "\\#"
      case " " where isEdge: text += "\\ "
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: text += escaped(byte: UInt8(scalar.value))
      default: text.unicodeScalars.append(scalar)
      }
    }
  }

  /// `attribute=value,base`
  public static func child(_ attribute: String, _ value: String, of base: String) -> String {
    "\(attribute)=\(escaped(value))\(base.isEmpty ? "" : ",")\(base)"
  }

  /// One form for all ways to write a name, for comparison; nil for what is none.
  public static func normalized(_ name: String) -> String? {
    var normalized: UnsafeMutablePointer<CChar>?
    let format = UInt32(LDAP_DN_FORMAT_LDAPV3)
    guard ldap_dn_normalize(name, format, &normalized, format) == LDAP_SUCCESS, let normalized else { return nil }
    defer { ldap_memfree(normalized) }
    return String(cString: normalized).lowercased()
  }

  fileprivate static func escaped(byte: UInt8) -> String {
    let digits = Array("0123456789abcdef")
    return "\\\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
  }
}

/// What is searched for.
public enum DirectoryFilter {
  /// A value as it stands in a filter (RFC 4515 §3): it cannot end the filter, and a star in it is a star.
  public static func escaped(_ value: String) -> String {
    value.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "*"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\\"), 0..<0x20, 0x7F...:
        DistinguishedName.escaped(byte: byte)
      default: String(UnicodeScalar(byte))
      }
    }.joined()
  }

  /// `(attribute=value)`
  public static func equal(_ attribute: String, _ value: String) -> String { "(\(attribute)=\(escaped(value)))" }
}
