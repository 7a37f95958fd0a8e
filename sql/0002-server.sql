-- What the server keeps for itself beside the tables of the contract.

-- Access and refresh tokens that were logged out, until they would have expired anyway (chapter 01, section 7).
CREATE TABLE IF NOT EXISTS revoked_token (
  jti VARCHAR(60) NOT NULL,
  expires_at DATETIME(6) NOT NULL,
  PRIMARY KEY (jti),
  KEY revoked_token_expires_at (expires_at) COMMENT 'clearing'
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

-- Secrets sent to people, used once: password resets and invitations. Only a SHA-256 of the secret is stored.
CREATE TABLE IF NOT EXISTS reset_token (
  email VARCHAR(255) NOT NULL,
  token_hash BINARY(32) NOT NULL,
  expires_at DATETIME(6) NOT NULL,
  PRIMARY KEY (email),
  KEY reset_token_expires_at (expires_at) COMMENT 'clearing'
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

-- Events announced to browsers but not kept in the audit trail (`api_event`); the event stream reads both in order.
CREATE TABLE IF NOT EXISTS stream_message (
  id UUID NOT NULL,
  created_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  name VARCHAR(80) NOT NULL,
  data JSON NOT NULL,
  PRIMARY KEY (id),
  KEY stream_message_created_at (created_at) COMMENT 'clearing'
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;
