import Glibc

extension Int32 {
  /// Sends a large part of an answer in records of its own (FastCGI 1.0, section 3.3): as long as a record can be, and from where the bytes
  /// are. The library would copy them into records of eight kilobytes. Answers false when not all of it could be sent.
  func sendOutput(_ bytes: UnsafeRawBufferPointer, request: Int32) -> Bool {
    // A multiple of eight, so that no record needs padding but the last.
    let longest = 65_528
    var rest = bytes
    while !rest.isEmpty {
      let content = UnsafeRawBufferPointer(rebasing: rest.prefix(longest))
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(longest))
      let padding = -content.count & 7
      let sent = withUnsafeTemporaryAllocation(byteCount: 16, alignment: 8) { record in
        // Version 1, stdout, request id, length, padding; after these eight bytes there are zeros to pad with.
        record.initializeMemory(as: UInt8.self, repeating: 0)
        (record[0], record[1]) = (1, 6)
        record.storeBytes(of: UInt16(truncatingIfNeeded: request).bigEndian, toByteOffset: 2, as: UInt16.self)
        record.storeBytes(of: UInt16(content.count).bigEndian, toByteOffset: 4, as: UInt16.self)
        record[6] = UInt8(padding)
        return withUnsafeTemporaryAllocation(of: iovec.self, capacity: 3) { parts in
          parts[0] = iovec(iov_base: record.baseAddress, iov_len: 8)
          parts[1] = iovec(iov_base: UnsafeMutableRawPointer(mutating: content.baseAddress), iov_len: content.count)
          parts[2] = iovec(iov_base: record.baseAddress?.advanced(by: 8), iov_len: padding)
          return sendAll(parts)
        }
      }
      if !sent { return false }
    }
    return true
  }

  /// Answers false when the connection is broken, or nothing could be written for its timeout.
  private func sendAll(_ parts: UnsafeMutableBufferPointer<iovec>) -> Bool {
    var first = 0
    while first < parts.count {
      var message = msghdr()
      message.msg_iov = parts.baseAddress?.advanced(by: first)
      message.msg_iovlen = parts.count - first
      var count = sendmsg(self, &message, Int32(MSG_NOSIGNAL))
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { return false }
      while first < parts.count, count >= parts[first].iov_len {
        count -= parts[first].iov_len
        first += 1
      }
      if first < parts.count {
        parts[first].iov_base = parts[first].iov_base?.advanced(by: count)
        parts[first].iov_len -= count
      }
    }
    return true
  }
}
