-- Challenges sent to security keys, each answered once (chapter 01, Algorithm 4). The cookie of whoever was asked names one by its id.
CREATE TABLE IF NOT EXISTS fido_challenge (
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  purpose ENUM('registration', 'assertion') NOT NULL,
  challenge BINARY(32) NOT NULL,
  expires_at DATETIME(6) NOT NULL,
  PRIMARY KEY (id),
  KEY fido_challenge_expires_at (expires_at) COMMENT 'clearing'
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;
