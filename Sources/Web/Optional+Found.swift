extension Optional {
  /// - Throws: 404 for nil.
  public func found(or message: String) throws(Failure) -> Wrapped {
    guard let self else { throw .notFound(message) }
    return self
  }
}
