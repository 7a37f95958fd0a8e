/// The query string. Of a repeated name the first value counts, where a reader does not ask for all of them.
public struct Query: Sendable {
  public let pairs: [(name: String, value: String)]
  /// False when something in it could not be decoded: not UTF-8, or with a NUL.
  public let isValid: Bool
  public let isEmpty: Bool

  public init(bytes: [UInt8]) {
    isEmpty = bytes.isEmpty
    let decoded = PercentEncoding.pairs(bytes)
    pairs = decoded ?? []
    isValid = decoded != nil
  }

  public subscript(_ name: String) -> String? { pairs.first { $0.name == name }?.value }

  public func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

  // MARK: The plain reader (chapter 01, section 4, Q)

  /// True exactly when the text, in lower case, is `true`.
  public func flag(_ name: String, default fallback: Bool = false) -> Bool {
    self[name].map { $0.lowercased() == "true" } ?? fallback
  }

  /// - Throws: 400 when the text is not an integer.
  public func integer(_ name: String, default fallback: Int) throws(Failure) -> Int {
    guard let text = self[name] else { return fallback }
    guard let number = Int(text.trimmingBlanks()) else { throw .parameter("\(name) must be an integer, not \"\(text)\".") }
    return number
  }
}
