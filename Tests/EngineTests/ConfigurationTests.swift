import TestSupport
import Testing

@testable import Engine

@Suite struct ConfigurationTests {
  private func problems(_ variables: [String: String], needsSecret: Bool = true) -> [String] {
    do {
      _ = try Configuration(
        environment: ["SECRET_KEY": String(repeating: "s3cret", count: 8)].merging(variables) { _, new in new }, needsSecret: needsSecret)
      return []
    } catch {
      return (error as? Configuration.Refused)?.problems ?? ["\(error)"]
    }
  }

  @Test func defaults() throws {
    let settings = try Configuration.forTests()
    #expect(settings.database.port == 3306)
    #expect(settings.database.socket == nil)
    #expect(settings.passwordCost == 12)
    #expect(settings.pageSize == 100)
    #expect(settings.userLimit == 100)
    #expect(settings.maxContentLength == 10 << 30)
    #expect(settings.defaultTimezone == "Europe/Paris")
    #expect(settings.defaultLocale == "en_US")
    #expect(settings.adminToken.isEmpty)
    #expect(!settings.enforcesTwoFactor)
    #expect(settings.isSelfHosted)
  }

  @Test(arguments: [
    ("DB_PORT", "0"), ("DB_PORT", "65536"), ("DB_PORT", "x"), ("DB_PORT", ""), ("DB_STATEMENT_TIMEOUT", "0"), ("DB_SLOW_STATEMENT", "-1"),
    ("SECRET_KEY", ""), ("SECRET_KEY", "mysecretkey"), ("SECRET_KEY", "short"), ("DOMAIN_PROTOCOL", "ftp"), ("DOMAIN_PROTOCOL", "HTTPS"),
    ("MAX_CONTENT_LENGTH", "-1"), ("MAX_CONTENT_LENGTH", "10GB"), ("NB_RECORDS_PER_PAGE", "0"), ("AUTH_STRATEGY", "auth_magic"),
    ("BCRYPT_LOG_ROUNDS", "3"), ("BCRYPT_LOG_ROUNDS", "32"), ("MIN_PASSWORD_LENGTH", "0"), ("MIN_PASSWORD_LENGTH", "73"),
    ("ENFORCE_2FA", "maybe"), ("ENFORCE_2FA", ""), ("IS_SELF_HOSTED", "2"), ("USER_LIMIT", "-1"), ("USER_LIMIT", "99999999999999999999"),
    ("DEFAULT_TIMEZONE", "Mars/Olympus"), ("DEFAULT_TIMEZONE", "../../etc/passwd"), ("DEFAULT_LOCALE", "klingon"), ("LOG_LEVEL", "loud"),
    ("SSL_CERT_FILE", "/nowhere.pem"), ("TSUBAME_SPEED", "11"), ("LDAP_SSL_CA", "/nowhere.pem"), ("MAIL_SSL_CA", "/nowhere.pem"),
    ("MAIL_SERVER", ""), ("MAIL_SERVER", "smtp://mail.studio.example"),
    ("MAIL_DEFAULT_SENDER", "zoé@studio.example"), ("LDAP_PORT", "0"), ("LDAP_SSL", "maybe"),
  ])
  func refused(name: String, value: String) throws {
    let problems = problems([name: value])
    #expect(problems.count == 1, "\(problems)")
    let problem = try #require(problems.first)
    #expect(problem.hasPrefix(name), "it says what is wrong: \(problem)")
    #expect(problem.hasSuffix("."), "in a sentence")
    if name == "SECRET_KEY" && !value.isEmpty { #expect(!problem.contains(value), "a secret is never printed") }
  }

  @Test func everythingThatIsWrongAtOnce() {
    #expect(problems(["DB_PORT": "x", "ENFORCE_2FA": "x", "TSUBAME_A": "1", "TSUBAME_B": "2", "SECRET_KEY": ""]).count == 5)
  }

  @Test func commandsThatSignNothingNeedNoSecret() {
    #expect(problems(["SECRET_KEY": ""], needsSecret: false) == [])
  }

  @Test(arguments: ["y", "YES", "t", "True", "on", "1"])
  func yes(text: String) throws {
    #expect(try Configuration.forTests(["ENFORCE_2FA": text]).enforcesTwoFactor)
  }

  @Test(arguments: ["n", "NO", "f", "False", "off", "0"])
  func no(text: String) throws {
    #expect(try !Configuration.forTests(["IS_SELF_HOSTED": text]).isSelfHosted)
  }

  @Test func lists() throws {
    let settings = try Configuration.forTests([
      "CORS_ALLOWED_ORIGINS": " https://a.example ;;https://b.example;", "PROTECTED_ACCOUNTS": "A@x.org; b@x.org",
      "2FA_EXEMPT_USERS": "a@x.org, b@x.org", "SECRET_KEY_PREVIOUS": "one;two",
    ])
    #expect(settings.corsOrigins == ["https://a.example", "https://b.example"])
    #expect(settings.protectedAccounts == ["a@x.org", "b@x.org"])
    #expect(settings.twoFactorExempt == ["a@x.org", "b@x.org"])
    #expect(settings.formerSecretKeys == [Array("one".utf8), Array("two".utf8)])
  }

  @Test func secretsAreMarked() throws {
    let secrets = try Configuration.forTests().settings.filter(\.isSecret).map(\.name)
    #expect(Set(secrets).isSuperset(of: ["SECRET_KEY", "SECRET_KEY_PREVIOUS", "DB_PASSWORD", "ADMIN_TOKEN", "LDAP_PASSWORD"]))
    let names = try Configuration.forTests().settings.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(try Configuration.forTests(["DB_PORT": " 3307 "]).database.port == 3307)
  }

  @Test(arguments: [
    ([:], "SAML_METADATA_URL is \"\""), (["SAML_METADATA_URL": "idp.example"], "SAML_METADATA_URL is \"idp.example\""),
    (["SAML_METADATA_URL": "/nowhere.xml"], "the file cannot be read"), (["SAML_METADATA_URL": "/etc/hostname"], "not well-formed"),
    (["SAML_METADATA_URL": "ftp://idp.example"], "https://"),
    (["SAML_METADATA_URL": "https://\(String(repeating: "a", count: 500))"], "longer than 500"),
    (["SAML_METADATA_URL": "https://idp.example", "SAML_KEY_FILE": "/etc/hostname"], "belong together"),
    (["SAML_METADATA_URL": "https://idp.example", "SAML_ALLOW_SHA1": "maybe"], "SAML_ALLOW_SHA1 is \"maybe\""),
    (
      ["SAML_METADATA_URL": "https://idp.example", "SAML_KEY_FILE": "/nowhere.pem", "SAML_CERTIFICATE_FILE": "/etc/hostname"],
      "SAML_KEY_FILE is \"/nowhere.pem\", which cannot be read"
    ),
    (
      ["SAML_METADATA_URL": "https://idp.example", "SAML_KEY_FILE": "/etc/hostname", "SAML_CERTIFICATE_FILE": "/etc/hostname"],
      "no private key"
    ),
  ])
  func samlThatCannotWork(variables: [String: String], problem: String) {
    let found = problems(variables.merging(["SAML_ENABLED": "true"]) { _, new in new })
    #expect(found.count == 1 && found[0].contains(problem), "\(found)")
    #expect(problems(variables.filter { $0.key != "SAML_ALLOW_SHA1" }).isEmpty, "nothing of it counts when it is off")
  }

  @Test func saml() throws {
    #expect(try Configuration.forTests(["SAML_IDP_NAME": "Studio"]).saml == nil)
    let settings = try Configuration.forTests([
      "SAML_ENABLED": "true", "SAML_IDP_NAME": "Studio", "SAML_METADATA_URL": "https://idp.example", "DOMAIN_NAME": "tracker.example",
    ])
    let saml = try #require(settings.saml)
    #expect(saml.providerName == "Studio" && saml.hasRemoteMetadata && !saml.skipsTwoFactor && saml.allowsUnsolicited)
    #expect(!saml.party.allowsSHA1 && saml.party.consumerURL == "https://tracker.example/api/auth/saml/sso")
  }

  @Test func directory() throws {
    let ldap = ["AUTH_STRATEGY": "auth_remote_ldap"]
    #expect(problems(ldap) == [], "its defaults are accepted")
    for (name, value) in [("LDAP_HOST", "ldap://directory"), ("LDAP_HOST", ""), ("LDAP_HOST", "a b"), ("LDAP_BASE_DN", "studio.example")] {
      #expect(problems(ldap.merging([name: value]) { $1 }).count == 1, "\(name)=\(value)")
      #expect(problems([name: value]) == [], "it plays no role")
    }
    let (plain, encrypted) = (try Configuration.forTests(ldap), try Configuration.forTests(ldap.merging(["LDAP_SSL": "true"]) { $1 }))
    #expect(plain.directory.server.port == 389 && encrypted.directory.server.port == 636)
  }

  @Test func hostOfTheDomain() throws {
    #expect(try Configuration.forTests(["DOMAIN_NAME": "tracker.example:8443"]).domainHost == "tracker.example")
    #expect(try Configuration.forTests(["DOMAIN_NAME": "tracker.example"]).domainHost == "tracker.example")
  }
}
