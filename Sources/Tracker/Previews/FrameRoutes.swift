import Engine
import MariaDB
import Media
import Storage
import Web

/// Pictures that are made of a preview when somebody asks for them: frames, with what is drawn on them, and tiles (chapter 07).
enum FrameRoutes {
  static func declare(in routes: inout Routes) {
    let path = "/actions/preview-files/:preview_file_id"
    routes.get("\(path)/extract-frame", "Get a frame of a movie", number, .preview(.manager, in: "preview_file_id")) {
      call, number, preview in
      let record = try movie(preview, or: Failure.notFound("The preview is no movie."))
      if record.json("data")["imported_only"].isTruthy {
        throw Failure(status: 404, body: ["error": "preview file binary is not available"])
      }
      let frames = MovieFrames(of: record, call)
      let frame = try frames.frame(number ?? 0, rate: try frames.rate())
      return try .made(frame, as: "image/png", named: "\(record.id)_\(number ?? 0).png")
    }
    routes.get("\(path)/extract-tile", "Make the picture of all frames anew", .preview(.read, in: "preview_file_id")) { call, preview in
      let record = try movie(preview, or: Failure.parameter("The preview is no movie."))
      return try .made(MovieFrames(of: record, call).tiles(), as: "image/png", named: "\(record.id)_tile.png")
    }
    routes.get(
      "\(path)/extract-annotated-frame", "Get a frame with what is drawn on it", drawnNumber, .preview(.manager, in: "preview_file_id")
    ) { call, number, preview in
      let frame = try AnnotatedFrames(of: preview.row.record, call).one(number)
      return try .made(frame, as: "image/png", named: "\(preview.row.id)_annotated.png")
    }
    routes.get(
      "\(path)/extract-annotated-frames", "Get everything that is drawn on a preview, a picture each in a zip",
      .preview(.manager, in: "preview_file_id")
    ) { call, preview in
      let frames = try AnnotatedFrames(of: preview.row.record, call).all()
      let name = try PreviewName(of: preview.row.record, call.database).base
      let disposition = ContentDisposition.header("attachment", fileName: "\(name)_annotated_frames.zip")
      let now = Call.now.secondsSince1970
      return .zip(Header("Content-Disposition", disposition)) { zip in
        for frame in frames { try zip.add(frame.picture, as: "\(name)_frame_\(frame.number).png", modifiedAt: now) }
        try zip.finish()
      }
    }
    routes.get(
      "\(path)/extract-annotated-frames-pdf", "Get everything that is drawn on a preview, a page each",
      .preview(.manager, in: "preview_file_id")
    ) { call, preview in
      let frames = try AnnotatedFrames(of: preview.row.record, call).all()
      let document = try OpenFile(in: call.configuration.store.stagingFolder)
      try Canvas.writePDF(frames.map(\.picture), to: document)
      let name = try PreviewName(of: preview.row.record, call.database).base
      return try .made(document, as: "application/pdf", named: "\(name)_annotated_frames.pdf", isShown: false)
    }
  }

  private static func movie(_ preview: Subject<PreviewFacts>, or refusal: Failure) throws -> Record {
    guard preview.row.record.text("extension") == "mp4" else { throw refusal }
    return preview.row.record
  }

  /// In the query, or a document. - Throws: 400 for what is no number.
  private static let number = Step<Int?>(StepNote()) { call in
    try DeclaredParameters(call.request).integer("frame_number", default: 0)
  }

  private static let drawnNumber = Step.fields { fields in
    let number = fields.optionalInteger("frame_number")
    if let number, number < 1 { fields.fail("frame_number", "Input should be greater than or equal to 1") }
    return number
  }
}
