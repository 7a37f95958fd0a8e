import CXMLSecurity
import Glibc

/// A small XML document from outside, in memory: UTF-8, without a document type, so without entities, and fetching nothing.
///
/// Its elements are valid as long as it lives; they keep it alive.
final class XMLDocument {
  let pointer: xmlDocPtr
  let root: xmlNodePtr

  /// Elements, and attributes on them, take more time to read than their bytes tell, attributes of one element the square of their number.
  private static let maxMarks = 10_000

  /// - Parameters:
  ///   - bytes: are not looked at when there are more than `limit`.
  ///   - limit: bytes.
  init(_ bytes: [UInt8], limit: Int) throws(SAMLRefusal) {
    guard XMLSecurity.isReady else { throw SAMLRefusal("the XML Security Library does not start") }
    guard bytes.count <= limit else { throw SAMLRefusal("the document has \(bytes.count) bytes, more than \(limit)") }
    guard memchr(bytes, 0, bytes.count) == nil, String(validating: bytes, as: UTF8.self) != nil else {
      throw SAMLRefusal("the document is not UTF-8")
    }
    // Before anything is parsed: what is in a document type is read at once, bombs too (billion laughs). Text that is UTF-8 and is parsed
    // as UTF-8 cannot spell it in another way.
    guard !Self.mentionsDocumentType(bytes) else { throw SAMLRefusal("the document has a document type (DTD), which is not allowed") }
    guard Self.marks(bytes) <= Self.maxMarks else { throw SAMLRefusal("the document has too many elements or attributes") }
    let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
    let parsed = bytes.withUnsafeBytes { buffer in
      xmlReadMemory(buffer.bindMemory(to: CChar.self).baseAddress, Int32(buffer.count), nil, "UTF-8", Int32(options))
    }
    guard let parsed else { throw SAMLRefusal("the document is not well-formed XML") }
    guard let root = xmlDocGetRootElement(parsed), parsed.pointee.intSubset == nil, parsed.pointee.extSubset == nil else {
      xmlFreeDoc(parsed)
      throw SAMLRefusal("the document has a document type (DTD), which is not allowed")
    }
    pointer = parsed
    self.root = root
  }

  deinit { xmlFreeDoc(pointer) }

  var rootElement: XMLElement { XMLElement(self, root) }

  /// Every element, in document order.
  var elements: [XMLElement] {
    var found: [XMLElement] = []
    var waiting = [rootElement]
    while let element = waiting.popLast() {
      found.append(element)
      waiting += element.children.reversed()
    }
    return found
  }

  /// Has it nothing but elements and text: no comments, no processing instructions?
  var isPlain: Bool {
    var next = pointer.pointee.children
    while let node = next {
      if node != root { return false }
      next = node.pointee.next
    }
    return elements.allSatisfy(\.isPlain)
  }

  /// Of how many tags there are signs, or of half as many attributes.
  private static func marks(_ bytes: [UInt8]) -> Int {
    var (tags, quotes) = (0, 0)
    for byte in bytes {
      if byte == UInt8(ascii: "<") { tags += 1 }
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { quotes += 1 }
    }
    return max(tags, quotes)
  }

  /// - Parameter bytes: without a NUL.
  private static func mentionsDocumentType(_ bytes: [UInt8]) -> Bool {
    (bytes + [0]).withUnsafeBytes { buffer in
      buffer.bindMemory(to: CChar.self).baseAddress.map { strstr($0, "<!DOCTYPE") != nil } ?? false
    }
  }
}

/// An element of a document.
struct XMLElement: Equatable {
  private let document: XMLDocument
  let node: xmlNodePtr

  init(_ document: XMLDocument, _ node: xmlNodePtr) {
    self.document = document
    self.node = node
  }

  static func == (left: XMLElement, right: XMLElement) -> Bool { left.node == right.node }

  var name: String { String(cString: node.pointee.name) }
  /// The URI of its namespace; empty for none.
  var namespace: String { Self.text(node.pointee.ns?.pointee.href) }

  func isNamed(_ name: String, _ namespace: String) -> Bool { self.name == name && self.namespace == namespace }

  var children: [XMLElement] { nodes.filter { $0.pointee.type == XML_ELEMENT_NODE }.map { XMLElement(document, $0) } }

  func children(_ name: String, _ namespace: String) -> [XMLElement] { children.filter { $0.isNamed(name, namespace) } }

  /// Nil when there is none.
  /// - Throws: when there are several.
  func child(_ name: String, _ namespace: String) throws(SAMLRefusal) -> XMLElement? {
    let found = children(name, namespace)
    guard found.count <= 1 else { throw SAMLRefusal("\(self.name) has \(found.count) elements \(name)") }
    return found.first
  }

  func required(_ name: String, _ namespace: String) throws(SAMLRefusal) -> XMLElement {
    guard let child = try child(name, namespace) else { throw SAMLRefusal("\(self.name) has no element \(name)") }
    return child
  }

  /// Names, namespaces (empty for none) and values.
  var attributes: [(name: String, namespace: String, value: String)] {
    var found: [(String, String, String)] = []
    var next = node.pointee.properties
    while let attribute = next {
      found.append((Self.text(attribute.pointee.name), Self.text(attribute.pointee.ns?.pointee.href), Self.value(of: attribute)))
      next = attribute.pointee.next
    }
    return found
  }

  /// The attribute of that name without a namespace; nil when there is none.
  subscript(_ name: String) -> String? { attributes.first { $0.name == name && $0.namespace.isEmpty }?.value }

  func required(_ attribute: String) throws(SAMLRefusal) -> String {
    guard let value = self[attribute] else { throw SAMLRefusal("\(name) has no attribute \(attribute)") }
    return value
  }

  /// The whole text of an element that has nothing but text, without blanks at its ends.
  /// - Throws: when a comment or anything else interrupts it: programs differ in what they take for the text then.
  func text() throws(SAMLRefusal) -> String {
    var text = ""
    for child in nodes {
      guard child.pointee.type == XML_TEXT_NODE || child.pointee.type == XML_CDATA_SECTION_NODE else {
        throw SAMLRefusal("the text of \(name) is interrupted by a comment or something else")
      }
      text += Self.text(child.pointee.content)
    }
    return text.trimmingBlanks()
  }

  fileprivate var isPlain: Bool {
    let plain = [XML_ELEMENT_NODE, XML_TEXT_NODE, XML_CDATA_SECTION_NODE]
    return nodes.allSatisfy { plain.contains($0.pointee.type) }
  }

  /// Namespaces that are declared here or around it and not hidden, by prefix; the empty prefix for the default one.
  var namespacesInScope: [String: String] {
    var found: [String: String] = [:]
    var next: xmlNodePtr? = node
    while let element = next, element.pointee.type == XML_ELEMENT_NODE {
      var declaration = element.pointee.nsDef
      while let namespace = declaration {
        let prefix = Self.text(namespace.pointee.prefix)
        if found[prefix] == nil { found[prefix] = Self.text(namespace.pointee.href) }
        declaration = namespace.pointee.next
      }
      next = element.pointee.parent
    }
    return found
  }

  /// How many namespaces are declared here and around it; those that are hidden count, too.
  var declarationsInScope: Int {
    var count = 0
    var next: xmlNodePtr? = node
    while let element = next, element.pointee.type == XML_ELEMENT_NODE {
      var declaration = element.pointee.nsDef
      while let namespace = declaration {
        count += 1
        declaration = namespace.pointee.next
      }
      next = element.pointee.parent
    }
    return count
  }

  /// Gives the element's attribute `ID` the meaning of an id, so that a reference finds the element. False when another one has that id.
  func declareID() -> Bool {
    var next = node.pointee.properties
    while let attribute = next {
      if attribute.pointee.ns == nil, Self.text(attribute.pointee.name) == "ID" {
        let id = Self.value(of: attribute)
        if xmlGetID(document.pointer, id) == nil { xmlAddID(nil, document.pointer, id, attribute) }
        return xmlGetID(document.pointer, id) == attribute
      }
      next = attribute.pointee.next
    }
    return false
  }

  private var nodes: [xmlNodePtr] {
    var found: [xmlNodePtr] = []
    var next = node.pointee.children
    while let child = next {
      found.append(child)
      next = child.pointee.next
    }
    return found
  }

  private static func value(of attribute: xmlAttrPtr) -> String {
    var text = ""
    var next = attribute.pointee.children
    while let child = next {
      text += Self.text(child.pointee.content)
      next = child.pointee.next
    }
    return text
  }

  private static func text(_ characters: UnsafePointer<xmlChar>?) -> String { characters.map { String(cString: $0) } ?? "" }
}
