import CCurl
import CShims

/// One transfer of libcurl: options are set, then it is performed, once. Nothing is shared between transfers.
final class Transfer {
  private let handle: UnsafeMutableRawPointer
  private var lists: [UnsafeMutablePointer<curl_slist>] = []
  /// What arrived, and what is sent; libcurl's callbacks reach both through the object.
  fileprivate var received: [UInt8] = []
  fileprivate var sent: ArraySlice<UInt8> = []
  private let limit: Int

  /// - Parameter limit: bytes of the largest answer.
  init(limit: Int) throws(TransferError) {
    guard let handle = curl_easy_init() else {
      throw TransferError(code: Int(CURLE_FAILED_INIT.rawValue), message: "libcurl does not start")
    }
    self.handle = handle
    self.limit = limit
    // Signals would interrupt the worker (libcurl(3), CURLOPT_NOSIGNAL).
    set(CURLOPT_NOSIGNAL, 1)
  }

  deinit {
    curl_easy_cleanup(handle)
    for list in lists { curl_slist_free_all(list) }
  }

  func set(_ option: CURLoption, _ value: Int) { _ = shim_curl_set_number(handle, Int32(bitPattern: option.rawValue), value) }

  /// libcurl copies the text.
  func set(_ option: CURLoption, _ value: String) { _ = shim_curl_set_pointer(handle, Int32(bitPattern: option.rawValue), value) }

  func set(_ option: CURLoption, lines: [String]) {
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines { list = curl_slist_append(list, line) ?? list }
    guard let list else { return }
    lists.append(list)
    _ = shim_curl_set_pointer(handle, Int32(bitPattern: option.rawValue), list)
  }

  /// The authorities that servers must be certified by, in place of the system's.
  func trust(_ certificateAuthority: String?) {
    if let certificateAuthority { set(CURLOPT_CAINFO, certificateAuthority) }
  }

  /// Transfers. - Parameter bytes: are sent where the protocol asks for them.
  /// - Returns: what arrived.
  func perform(sending bytes: [UInt8] = []) throws(TransferError) -> [UInt8] {
    sent = bytes[...]
    let context = Unmanaged.passUnretained(self).toOpaque()
    _ = shim_curl_set_callback(handle, Int32(bitPattern: CURLOPT_WRITEFUNCTION.rawValue), receive)
    _ = shim_curl_set_pointer(handle, Int32(bitPattern: CURLOPT_WRITEDATA.rawValue), context)
    _ = shim_curl_set_callback(handle, Int32(bitPattern: CURLOPT_READFUNCTION.rawValue), send)
    _ = shim_curl_set_pointer(handle, Int32(bitPattern: CURLOPT_READDATA.rawValue), context)
    let code = curl_easy_perform(handle)
    guard code == CURLE_OK else {
      let isTooLarge = code == CURLE_WRITE_ERROR && received.count >= limit
      let message = isTooLarge ? "the answer is larger than \(limit) bytes" : String(cString: curl_easy_strerror(code))
      throw TransferError(code: Int(code.rawValue), status: status, message: message)
    }
    return received
  }

  /// The last status of HTTP or SMTP; 0 when there was none.
  var status: Int {
    var status = 0
    _ = shim_curl_get_number(handle, Int32(bitPattern: CURLINFO_RESPONSE_CODE.rawValue), &status)
    return status
  }

  fileprivate func take(_ bytes: UnsafeRawBufferPointer) -> Int {
    guard received.count + bytes.count <= limit else {
      received.append(contentsOf: bytes.prefix(limit - received.count))
      return 0
    }
    received.append(contentsOf: bytes)
    return bytes.count
  }

  fileprivate func give(_ room: UnsafeMutableRawBufferPointer) -> Int {
    let part = sent.prefix(room.count)
    room.copyBytes(from: part)
    sent = sent.dropFirst(part.count)
    return part.count
  }
}

private func receive(_ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?) -> Int {
  guard let context else { return 0 }
  return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().take(UnsafeRawBufferPointer(start: bytes, count: size * count))
}

private func send(_ room: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?) -> Int {
  guard let context else { return 0 }
  return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().give(UnsafeMutableRawBufferPointer(start: room, count: size * count))
}

/// Why a transfer failed, in libcurl's words; for the log.
public struct TransferError: Error, Sendable, CustomStringConvertible {
  /// libcurl-errors(3).
  public let code: Int
  /// The last status that the other side sent; 0 when it sent none.
  public var status = 0
  public let message: String

  /// Would another attempt end like this one: has a mail server refused the message for good (RFC 5321 §4.2.1, 5yz)?
  ///
  /// What it says about us instead, that we must encrypt or prove who we are (RFC 4954 §6), is repaired by a sysadmin.
  public var isLasting: Bool {
    let isAboutUs = [CURLE_USE_SSL_FAILED, CURLE_LOGIN_DENIED].contains { Int($0.rawValue) == code }
    return (500...599).contains(status) && !isAboutUs && ![530, 534, 535, 538].contains(status)
  }

  public var description: String { "\(message) (libcurl \(code)\(status > 0 ? ", status \(status)" : ""))" }
}
