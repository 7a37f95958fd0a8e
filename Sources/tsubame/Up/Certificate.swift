import Glibc

extension Up {
  /// The certificate of the HTTPS address: our own, for this machine, kept until it is about to expire.
  struct Certificate {
    let home: Home
    let programs: Programs
    /// The IPv4 address that browsers on this machine use.
    let host: String

    func ensure(_ family: inout Family) throws {
      try Files.makeFolder(home.certificate)
      let certificate = home.certificate + "/certificate.pem"
      let key = home.certificate + "/key.pem"
      let log = home.log + "/setup.log"
      if Files.exists(certificate), Files.exists(key) {
        let isGood = try family.succeeds(
          programs.openssl, ["x509", "-in", certificate, "-noout", "-checkend", "604800", "-checkip", host], log: log)
        if isGood { return }
      }
      let arguments = [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-sha256", "-days", "825",
        "-subj", "/CN=Tsubame on this machine", "-addext", "subjectAltName=IP:\(host),IP:127.0.0.1,DNS:localhost",
        "-keyout", key + ".new", "-out", certificate + ".new",
      ]
      try family.run("make a certificate", programs.openssl, arguments, environment: Environment.plain, log: log)
      guard rename(key + ".new", key) == 0, rename(certificate + ".new", certificate) == 0 else {
        throw Failure.system("write \(certificate)")
      }
    }
  }
}
