-- Everything that is announced to browsers and programs, kept for a day. `position` grows with each row, but rows become visible in the
-- order of the commits: who reads on must come back for the positions that were not there yet.
DROP TABLE IF EXISTS stream_message;
CREATE TABLE stream_message (
  position BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  id UUID NOT NULL COMMENT 'of the event, which the audit trail may hold under the same id',
  created_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  name VARCHAR(80) NOT NULL,
  data JSON NOT NULL,
  project_id UUID COMMENT 'the production it belongs to; null for those of the studio',
  room UUID COMMENT 'for the people in the review room of that playlist only',
  origin UUID COMMENT 'the process that has told its own people already',
  PRIMARY KEY (position),
  KEY stream_message_id (id),
  KEY stream_message_created_at (created_at) COMMENT 'clearing'
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

-- The review rooms (contract chapter 01, Algorithm 8): what everybody in a room sees of the player, and who is in it.
CREATE TABLE IF NOT EXISTS review_room (
  playlist_id UUID NOT NULL,
  state JSON NOT NULL COMMENT 'the player, without the people',
  PRIMARY KEY (playlist_id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS review_room_person (
  position BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'people are listed as they came',
  playlist_id UUID NOT NULL,
  person_id UUID NOT NULL,
  connection UUID NOT NULL,
  process UUID NOT NULL COMMENT 'the companion that holds the connection',
  PRIMARY KEY (position),
  UNIQUE KEY review_room_person_connection (playlist_id, connection),
  KEY review_room_person_process (process)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;
