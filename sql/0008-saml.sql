-- Questions to an identity provider that are not answered yet, by the id that the answer names (chapter 01, SAML). Any worker on any host
-- takes the answer. `browser_hash` is a SHA-256 of what the browser that asked has in a cookie, where it has to show that.
CREATE TABLE IF NOT EXISTS saml_request (
  id VARCHAR(64) NOT NULL,
  browser_hash BINARY(32),
  expires_at DATETIME(6) NOT NULL,
  PRIMARY KEY (id),
  KEY saml_request_expires_at (expires_at) COMMENT 'clearing'
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

-- Assertions that signed somebody in, until they would be refused as too old: none does so twice. The key is a SHA-256 of issuer and id.
CREATE TABLE IF NOT EXISTS saml_assertion (
  assertion_hash BINARY(32) NOT NULL,
  expires_at DATETIME(6) NOT NULL,
  PRIMARY KEY (assertion_hash),
  KEY saml_assertion_expires_at (expires_at) COMMENT 'clearing'
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

-- The metadata of the identity provider as it was fetched last, for all workers. `asked_at` is when somebody last tried.
CREATE TABLE IF NOT EXISTS saml_metadata (
  source VARCHAR(500) NOT NULL,
  document MEDIUMBLOB,
  fetched_at DATETIME(6),
  asked_at DATETIME(6) NOT NULL,
  PRIMARY KEY (source)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;
