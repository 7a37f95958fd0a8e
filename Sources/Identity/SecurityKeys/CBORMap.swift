import CCBOR

/// A map of a CBOR document (RFC 8949), as security keys write it, over libcbor.
final class CBORMap {
  private let item: UnsafeMutablePointer<cbor_item_t>

  /// Reads the map that the bytes begin with; nil for anything else. What follows it is left alone: extensions follow a key.
  init?(_ bytes: [UInt8]) {
    var result = cbor_load_result()
    guard let item = cbor_load(bytes, bytes.count, &result) else { return nil }
    self.item = item
    if !cbor_isa_map(item) { return nil }
  }

  deinit {
    var item: UnsafeMutablePointer<cbor_item_t>? = item
    cbor_decref(&item)
  }

  /// The byte string of a textual key.
  func bytes(_ name: String) -> [UInt8]? { value { Self.text($0) == name }.flatMap(Self.bytes) }

  /// The byte string of a numbered key.
  func bytes(_ label: Int) -> [UInt8]? { value { Self.integer($0) == label }.flatMap(Self.bytes) }

  /// The whole number of a numbered key.
  func integer(_ label: Int) -> Int? { value { Self.integer($0) == label }.flatMap(Self.integer) }

  private typealias Item = UnsafeMutablePointer<cbor_item_t>

  private func value(_ isWanted: (Item) -> Bool) -> Item? {
    let pairs = UnsafeBufferPointer(start: cbor_map_handle(item), count: cbor_map_size(item))
    return pairs.first { $0.key.map(isWanted) ?? false }?.value
  }

  private static func text(_ item: Item) -> String? {
    guard cbor_isa_string(item), cbor_string_is_definite(item) else { return nil }
    return String(decoding: UnsafeBufferPointer(start: cbor_string_handle(item), count: cbor_string_length(item)), as: UTF8.self)
  }

  private static func bytes(_ item: Item) -> [UInt8]? {
    guard cbor_isa_bytestring(item), cbor_bytestring_is_definite(item) else { return nil }
    return Array(UnsafeBufferPointer(start: cbor_bytestring_handle(item), count: cbor_bytestring_length(item)))
  }

  private static func integer(_ item: Item) -> Int? {
    guard cbor_is_int(item), let magnitude = Int(exactly: cbor_get_int(item)) else { return nil }
    return cbor_isa_negint(item) ? -1 - magnitude : magnitude
  }
}
