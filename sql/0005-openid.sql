-- Sign-ins that are under way at an OpenID Connect provider, each finished once (chapter 01, OpenID Connect). Any worker on any host takes
-- the browser that comes back. `browser_id` is what it has in a cookie.
CREATE TABLE IF NOT EXISTS openid_sign_in (
  state VARCHAR(64) NOT NULL,
  browser_id UUID NOT NULL,
  nonce VARCHAR(64) NOT NULL,
  verifier VARCHAR(64) NOT NULL,
  expires_at DATETIME(6) NOT NULL,
  PRIMARY KEY (state),
  KEY openid_sign_in_expires_at (expires_at) COMMENT 'clearing'
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

-- What the provider publishes, its description and its keys, as it was fetched last, for all workers. `asked_at` is when somebody last tried.
CREATE TABLE IF NOT EXISTS openid_document (
  url VARCHAR(500) NOT NULL,
  body MEDIUMBLOB,
  fetched_at DATETIME(6),
  asked_at DATETIME(6) NOT NULL,
  PRIMARY KEY (url)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;
