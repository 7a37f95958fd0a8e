import Glibc
import Web

/// Time zones by their IANA name.
package enum Timezone {
  /// Is it a zone that the system's database (tzdata) has? Where there is no database, every name of the right form passes.
  package static func isKnown(_ name: String) -> Bool {
    let isFormed =
      !name.isEmpty && name.utf8.count <= 50 && !name.hasPrefix("/") && !name.split(separator: "/").contains("..")
      && name.utf8.allSatisfy { ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || (0x30...0x39).contains($0) || "/_+-".utf8.contains($0) }
    guard isFormed else { return false }
    var status = stat()
    guard stat("/usr/share/zoneinfo/UTC", &status) == 0 else { return true }
    return stat("/usr/share/zoneinfo/\(name)", &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}

/// Locales as the contract writes them: `language_COUNTRY`, both optional parts of CLDR names left to the client.
package enum Locale {
  /// ISO 639-1.
  private static let languages: Set<Substring> = Set(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj
    fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la
    lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw
    sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za
    zh zu
    """.split { $0 == " " || $0 == "\n" })

  /// `en`, `en_US`, `zh_Hans_CN`, at most ten characters.
  package static func isKnown(_ name: String) -> Bool {
    guard name.utf8.count <= 10 else { return false }
    let parts = name.split(separator: "_", omittingEmptySubsequences: false)
    guard let language = parts.first, languages.contains(language) else { return false }
    return parts.dropFirst().allSatisfy { part in
      let isASCII = part.utf8.allSatisfy { $0 < 0x80 }
      let isCountry = part.utf8.count == 2 && part.allSatisfy { $0.isUppercase }
      let isRegion = part.utf8.count == 3 && part.allSatisfy { $0.isNumber }
      let isScript = part.utf8.count == 4 && part.first?.isUppercase == true && part.dropFirst().allSatisfy { $0.isLowercase }
      return isASCII && (isCountry || isRegion || isScript)
    }
  }
}
