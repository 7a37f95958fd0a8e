extension Up {
  /// What must not be guessed: made once with the kernel's random numbers, kept in files only their owner reads.
  enum Secrets {
    /// The text of the file, which is made with `count` random bytes in hexadecimal when it does not exist.
    static func kept(in path: String, bytes count: Int) throws -> String {
      if let text = Files.read(path)?.split(whereSeparator: \.isNewline).first, !text.isEmpty { return String(text) }
      let made = hexadecimal(bytes: count)
      try Files.write(made + "\n", to: path, mode: 0o600)
      return made
    }

    static func hexadecimal(bytes count: Int) -> String {
      let digits = Array("0123456789abcdef")
      return String(random(count).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    /// A password to be read and typed: 20 of 32 letters and digits (100 bits), none of which looks like another.
    static func password() -> String {
      let letters = Array("abcdefghijkmnpqrstuvwxyz23456789")
      return String(random(20).map { letters[Int($0 & 31)] })
    }

    /// The standard library's generator asks the kernel for every number (getrandom(2)).
    private static func random(_ count: Int) -> [UInt8] {
      var generator = SystemRandomNumberGenerator()
      return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
  }
}
