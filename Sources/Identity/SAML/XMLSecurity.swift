import CXMLSecurity

/// libxml2 and the XML Security Library, made ready once per process: they fetch nothing, and print nothing.
enum XMLSecurity {
  /// Whoever uses either library asks for this first.
  static let isReady: Bool = {
    xmlInitParser()
    // Whatever a document names outside of itself does not exist.
    xmlSetExternalEntityLoader { _, _, _ in nil }
    // What is wrong with a document is told by what is returned; for threads to come, too.
    xmlSetStructuredErrorFunc(nil) { _, _ in }
    xmlThrDefSetStructuredErrorFunc(nil) { _, _ in }
    guard xmlSecInit() == 0, xmlSecOpenSSLAppInit(nil) == 0, xmlSecOpenSSLInit() == 0 else { return false }
    xmlSecIOCleanupCallbacks()
    xmlSecErrorsDefaultCallbackEnableOutput(0)
    return true
  }()

  /// Bytes that a library's buffer holds.
  static func bytes(_ buffer: xmlSecBufferPtr) -> [UInt8] {
    Array(UnsafeBufferPointer(start: xmlSecBufferGetData(buffer), count: Int(xmlSecBufferGetSize(buffer))))
  }

  /// Allows a transform in one of the library's lists; what is not in a list that is not empty is refused.
  static func allow(_ transforms: [xmlSecTransformId?], in list: UnsafeMutablePointer<xmlSecPtrList>) -> Bool {
    transforms.allSatisfy { $0.map { xmlSecPtrListAdd(list, UnsafeMutableRawPointer(mutating: $0)) == 0 } ?? false }
  }
}
