import Storage
import Web

extension Response {
  /// A zip that is sent while it is made.
  /// - Parameters:
  ///   - disposition: says what the file is called.
  ///   - write: puts the files in, and finishes it.
  static func zip(_ disposition: Header, _ write: @escaping (ZipWriter) throws -> Void) -> Response {
    Response(
      contentType: "application/zip", headers: [Header("Cache-Control", "no-cache"), disposition],
      body: .stream { output, flush in
        try withoutActuallyEscaping(flush) { flush in
          try write(
            try ZipWriter { bytes in
              output.append(bytes)
              try flush()
            })
        }
      })
  }
}
