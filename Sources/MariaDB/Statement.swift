import CMariaDB

/// A prepared statement and the buffers that its rows are read into.
final class Statement {
  private let handle: UnsafeMutablePointer<MYSQL_STMT>
  private let text: String
  // Plain memory, as it is read for every column of every row: counting references to objects was a sixth of the time of a large list.
  let columns: UnsafeMutableBufferPointer<ColumnBuffer>
  private let binds: UnsafeMutableBufferPointer<MYSQL_BIND>
  private var needsBinding = true
  var lastUse = 0
  private var rowsRead = 0
  private var isAtEnd = true

  /// Was a result that went on for long given up before its end?
  var isUnfinished: Bool { !isAtEnd && rowsRead >= 100 }

  init(session: UnsafeMutablePointer<MYSQL>, text: String) throws {
    guard let handle = mysql_stmt_init(session) else { throw DatabaseError(code: 2008, message: "out of memory") }
    guard mysql_stmt_prepare(handle, text, UInt(text.utf8.count)) == 0 else {
      let error = DatabaseError(code: Int(mysql_stmt_errno(handle)), message: String(cString: mysql_stmt_error(handle)), statement: text)
      mysql_stmt_close(handle)
      throw error
    }
    self.handle = handle
    self.text = text
    let metadata = mysql_stmt_result_metadata(handle)
    defer { if let metadata { mysql_free_result(metadata) } }
    let fields = UnsafeBufferPointer(start: metadata.flatMap(mysql_fetch_fields), count: metadata.map { Int(mysql_num_fields($0)) } ?? 0)
    columns = .allocate(capacity: fields.count)
    _ = columns.initialize(from: fields.map { ColumnBuffer(type: $0.type) })
    binds = .allocate(capacity: fields.count)
    binds.initialize(repeating: MYSQL_BIND())
    for index in columns.indices { columns[index].describe(in: &binds[index]) }
  }

  deinit {
    mysql_stmt_close(handle)
    binds.deallocate()
    for column in columns { column.deallocate() }
    columns.deallocate()
  }

  var affectedRows: UInt64 { mysql_stmt_affected_rows(handle) }

  func execute(_ values: [Value]) throws {
    guard Int(mysql_stmt_param_count(handle)) == values.count else {
      throw DatabaseError(code: 2034, message: "\(values.count) values for \(mysql_stmt_param_count(handle)) places", statement: text)
    }
    try withParameters(values) { parameters in
      if !values.isEmpty { try check(mysql_stmt_bind_param(handle, parameters) == 0) }
      try check(mysql_stmt_execute(handle) == 0)
    }
    needsBinding = true
    rowsRead = 0
    isAtEnd = columns.isEmpty
  }

  /// Reads the next row into the buffers. Answers false after the last one.
  func fetch() throws -> Bool {
    if needsBinding {
      if columns.isEmpty { return false }
      try check(mysql_stmt_bind_result(handle, binds.baseAddress) == 0)
      needsBinding = false
    }
    rowsRead += 1
    switch mysql_stmt_fetch(handle) {
    case 0: return true
    case MYSQL_NO_DATA:
      isAtEnd = true
      return false
    case MYSQL_DATA_TRUNCATED:
      for index in columns.indices where columns[index].isTruncated {
        columns[index].grow()
        columns[index].describe(in: &binds[index])
        try check(mysql_stmt_fetch_column(handle, &binds[index], UInt32(index), 0) == 0)
        needsBinding = true
      }
      return true
    default: throw failure()
    }
  }

  /// Gives up what is left of the result, so that the session can be used again.
  func reset() {
    mysql_stmt_free_result(handle)
  }

  private func check(_ isFine: Bool) throws {
    if !isFine { throw failure() }
  }

  /// What the connector reports while rows arrive (the end of the session, of a statement that took too long) is with the session.
  private func failure() -> DatabaseError {
    if mysql_stmt_errno(handle) == 0, let session = handle.pointee.mysql {
      return DatabaseError(code: Int(mysql_errno(session)), message: String(cString: mysql_error(session)), statement: text)
    }
    return DatabaseError(code: Int(mysql_stmt_errno(handle)), message: String(cString: mysql_stmt_error(handle)), statement: text)
  }

  /// Lays the values out in one block of memory that lives as long as `body`.
  private func withParameters<T>(_ values: [Value], _ body: (UnsafeMutablePointer<MYSQL_BIND>?) throws -> T) throws -> T {
    if values.isEmpty { return try body(nil) }
    let size = values.reduce(0) { $0 + $1.boundSize }
    return try withUnsafeTemporaryAllocation(byteCount: size, alignment: 8) { memory in
      try withUnsafeTemporaryAllocation(of: MYSQL_BIND.self, capacity: values.count) { parameters in
        parameters.initialize(repeating: MYSQL_BIND())
        var offset = 0
        for (index, value) in values.enumerated() {
          let place = UnsafeMutableRawBufferPointer(rebasing: memory[offset..<offset + value.boundSize])
          value.bind(at: place, as: &parameters[index])
          offset += value.boundSize
        }
        return try body(parameters.baseAddress)
      }
    }
  }
}

extension Value {
  /// Bytes needed to bind the value, in multiples of eight.
  fileprivate var boundSize: Int {
    switch self {
    case .null: 0
    case .integer, .double: 8
    case .text(let text): (text.utf8.count + 7) & ~7
    case .bytes(let bytes): (bytes.count + 7) & ~7
    }
  }

  fileprivate func bind(at place: UnsafeMutableRawBufferPointer, as parameter: inout MYSQL_BIND) {
    parameter.buffer = place.baseAddress
    switch self {
    case .null:
      parameter.buffer_type = MYSQL_TYPE_NULL
    case .integer(let number):
      place.storeBytes(of: number, as: Int64.self)
      parameter.buffer_type = MYSQL_TYPE_LONGLONG
    case .double(let number):
      place.storeBytes(of: number, as: Double.self)
      parameter.buffer_type = MYSQL_TYPE_DOUBLE
    case .text(let text):
      var copy = text
      copy.withUTF8 { place.copyBytes(from: $0) }
      parameter.buffer_type = MYSQL_TYPE_STRING
      parameter.buffer_length = UInt(text.utf8.count)
      parameter.length_value = UInt(text.utf8.count)
    case .bytes(let bytes):
      place.copyBytes(from: bytes)
      parameter.buffer_type = MYSQL_TYPE_BLOB
      parameter.buffer_length = UInt(bytes.count)
      parameter.length_value = UInt(bytes.count)
    }
  }
}

/// The memory one column of the current row is read into. It belongs to the statement, which frees it.
struct ColumnBuffer {
  enum Kind { case integer, double, time, bytes }

  let kind: Kind
  let isDate: Bool
  private(set) var memory: UnsafeMutableRawPointer
  private(set) var capacity: Int
  /// Byte length of the value (it may be longer than the buffer), whether it is null, whether it was cut.
  let state: UnsafeMutablePointer<State>

  struct State {
    var length: UInt = 0
    var isNull: my_bool = 0
    var error: my_bool = 0
  }

  init(type: enum_field_types) {
    switch type {
    case MYSQL_TYPE_TINY, MYSQL_TYPE_SHORT, MYSQL_TYPE_LONG, MYSQL_TYPE_INT24, MYSQL_TYPE_LONGLONG, MYSQL_TYPE_YEAR:
      kind = .integer
      capacity = 8
    case MYSQL_TYPE_FLOAT, MYSQL_TYPE_DOUBLE, MYSQL_TYPE_NEWDECIMAL, MYSQL_TYPE_DECIMAL:
      kind = .double
      capacity = 8
    case MYSQL_TYPE_DATE, MYSQL_TYPE_DATETIME, MYSQL_TYPE_TIMESTAMP, MYSQL_TYPE_NEWDATE:
      kind = .time
      capacity = MemoryLayout<MYSQL_TIME>.size
    default:
      kind = .bytes
      capacity = 256
    }
    isDate = type == MYSQL_TYPE_DATE || type == MYSQL_TYPE_NEWDATE
    memory = .allocate(byteCount: capacity, alignment: 8)
    state = .allocate(capacity: 1)
    state.initialize(to: State())
  }

  func deallocate() {
    memory.deallocate()
    state.deallocate()
  }

  var isNull: Bool { state.pointee.isNull != 0 }
  var isTruncated: Bool { kind == .bytes && !isNull && Int(state.pointee.length) > capacity }
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: memory, count: min(Int(state.pointee.length), capacity)) }

  mutating func grow() {
    memory.deallocate()
    capacity = Int(state.pointee.length) * 3 / 2
    memory = .allocate(byteCount: capacity, alignment: 8)
  }

  func describe(in bind: inout MYSQL_BIND) {
    bind.buffer = memory
    bind.buffer_length = UInt(capacity)
    bind.buffer_type =
      switch kind {
      case .integer: MYSQL_TYPE_LONGLONG
      case .double: MYSQL_TYPE_DOUBLE
      case .time: MYSQL_TYPE_DATETIME
      case .bytes: MYSQL_TYPE_BLOB
      }
    bind.length = UnsafeMutableRawPointer(state).assumingMemoryBound(to: UInt.self)
    bind.is_null = UnsafeMutableRawPointer(state).advanced(by: MemoryLayout<State>.offset(of: \.isNull) ?? 0)
      .assumingMemoryBound(to: my_bool.self)
    bind.error = UnsafeMutableRawPointer(state).advanced(by: MemoryLayout<State>.offset(of: \.error) ?? 0)
      .assumingMemoryBound(to: my_bool.self)
  }
}
