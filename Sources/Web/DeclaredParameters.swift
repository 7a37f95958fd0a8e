/// Reads parameters that may come in the query string, in form fields or in a JSON body: the first of these that holds the name counts
/// (chapter 01, section 4, the declared reader).
public struct DeclaredParameters {
  private let sources: [Source]

  private enum Source {
    case pairs([(name: String, value: String)])
    case object(JSON.Object)
  }

  public init(_ request: Request) throws(Failure) {
    var sources: [Source] = [.pairs(request.query.pairs)]
    if let form = try request.form() { sources.append(.pairs(form)) }
    if case .object(let object)? = try request.document() { sources.append(.object(object)) }
    self.sources = sources
  }

  /// The value of a name; nil when no source holds it.
  public func value(_ name: String) -> JSON? {
    for source in sources {
      switch source {
      case .pairs(let pairs): if let pair = pairs.first(where: { $0.name == name }) { return .text(pair.value) }
      case .object(let object): if let value = object[name] { return value }
      }
    }
    return nil
  }

  /// All values of a name that may be repeated; a single JSON value counts as a list of one. Nil when no source holds it.
  public func list(_ name: String) -> [JSON]? {
    for source in sources {
      switch source {
      case .pairs(let pairs):
        let values = pairs.filter { $0.name == name }.map { JSON.text($0.value) }
        if !values.isEmpty { return values }
      case .object(let object):
        if let value = object[name] { return value.array ?? [value] }
      }
    }
    return nil
  }

  /// - Throws: 400 when it is missing.
  public func required(_ name: String) throws(Failure) -> JSON {
    guard let value = value(name) else { throw .parameter("The parameter \(name) is required.") }
    return value
  }

  /// Nil when absent or null. - Throws: 400 for an array or an object.
  public func text(_ name: String) throws(Failure) -> String? {
    switch value(name) {
    case nil, .null?: nil
    case .text(let text)?: text
    case .integer(let number)?: String(number)
    case .number(let number)?: String(number)
    case .bool(let bool)?: bool ? "True" : "False"
    default: throw wrong(name, "a text")
    }
  }

  /// Nil when null, the fallback when absent. - Throws: 400 when it is not an integer.
  public func integer(_ name: String, default fallback: Int?) throws(Failure) -> Int? {
    switch value(name) {
    case nil: return fallback
    case .null?: return nil
    case .integer(let number)?: return Int(number)
    case .bool(let bool)?: return bool ? 1 : 0
    case .number(let number)? where abs(number) < 1e15: return Int(number)
    case .text(let text)?: if let number = Self.clamped(text.trimmingBlanks()) { return number }
    case .digits(let digits)?: if let number = Self.clamped(digits) { return number }
    default: break
    }
    throw wrong(name, "an integer")
  }

  /// The number of a text; one of more than 64 bits is the largest or smallest there is.
  private static func clamped(_ text: String) -> Int? {
    if let number = Int(text) { return number }
    let digits = text.drop { $0 == "-" || $0 == "+" }
    guard digits.count > 18, text.count - digits.count <= 1, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return text.hasPrefix("-") ? .min : .max
  }

  /// `true 1 on` and `false 0` in any case. - Throws: 400 for anything else.
  public func flag(_ name: String, default fallback: Bool) throws(Failure) -> Bool {
    switch value(name) {
    case nil, .null?: return fallback
    case .bool(let bool)?: return bool
    case .integer(1)?: return true
    case .integer(0)?: return false
    case .text(let text)?:
      if ["true", "1", "on"].contains(text.lowercased()) { return true }
      if ["false", "0"].contains(text.lowercased()) { return false }
    default: break
    }
    throw wrong(name, "true or false")
  }

  private func wrong(_ name: String, _ expected: String) -> Failure {
    .parameter("Wrong value for parameter \(name): \(expected) is expected.")
  }
}
