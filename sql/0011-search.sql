-- The words by which shots and assets are found (chapter 04, Algorithm 8), kept by the statement that changes an entity: what is found is
-- what is there, however it got there.
--
-- A word is a run of letters and digits, compared without regard to case and accents by its collation. Its place says where it stands: 0 in
-- the name (of an asset with its type's, of a shot with its episode's and sequence's), 1 in the description, 2 in the metadata. The first
-- 4000 characters of each are looked at, and 40 of each word.

CREATE TABLE IF NOT EXISTS search_word (
  project_id UUID NOT NULL,
  kind ENUM('asset', 'shot') NOT NULL,
  place TINYINT UNSIGNED NOT NULL,
  word VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_ai_ci NOT NULL,
  entity_id UUID NOT NULL,
  field VARCHAR(120) NOT NULL,
  PRIMARY KEY (project_id, kind, place, word, entity_id, field),
  KEY search_word_entity_id (entity_id, word),
  CONSTRAINT search_word_entity_id_fk FOREIGN KEY (entity_id) REFERENCES entity (id) ON DELETE CASCADE
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE OR REPLACE SQL SECURITY INVOKER VIEW entity_word AS
SELECT entity.project_id, IF(type.name = 'Shot', 'shot', 'asset') AS kind, LEAST(searched.number - 1, 2) AS place, LEFT(part.word, 40) AS word,
  entity.id AS entity_id, searched.field, entity.entity_type_id, entity.parent_id, parent.parent_id AS grandparent_id
FROM entity
JOIN entity_type type ON type.id = entity.entity_type_id
LEFT JOIN entity parent ON parent.id = entity.parent_id
LEFT JOIN entity grandparent ON grandparent.id = parent.parent_id
JOIN JSON_TABLE(
  JSON_MERGE_PRESERVE('["name", "description"]', COALESCE(JSON_KEYS(entity.data) COLLATE utf8mb4_nopad_bin, '[]')), '$[*]'
  COLUMNS (number FOR ORDINALITY, field VARCHAR(120) PATH '$')) searched
JOIN JSON_TABLE(
  CONCAT('["', REGEXP_REPLACE(LEFT(CASE searched.number
    WHEN 1 THEN IF(type.name = 'Shot', CONCAT_WS(' ', grandparent.name, parent.name, entity.name), CONCAT_WS(' ', type.name, entity.name))
    WHEN 2 THEN COALESCE(entity.description, '')
    ELSE COALESCE(JSON_UNQUOTE(JSON_EXTRACT(entity.data, CONCAT('$."', searched.field, '"'))) COLLATE utf8mb4_nopad_bin, '')
  END, 4000), '[^\\p{L}\\p{M}\\p{N}]+', '","'), '"]'),
  '$[*]' COLUMNS (word VARCHAR(4000) PATH '$')) part
WHERE type.name NOT IN ('Sequence', 'Episode', 'Edit', 'Scene', 'Concept', 'ConceptFolder') AND part.word <> ''
AND (searched.number < 3 OR searched.field NOT REGEXP '["\\\\]'
  AND NOT (type.name = 'Shot' AND searched.field IN ('frame_in', 'frame_out', 'fps', 'handle_in', 'handle_out')));

CREATE OR REPLACE TRIGGER entity_words_inserted AFTER INSERT ON entity FOR EACH ROW
INSERT IGNORE INTO search_word SELECT project_id, kind, place, word, entity_id, field FROM entity_word WHERE entity_id = NEW.id;

CREATE OR REPLACE TRIGGER entity_words_updated AFTER UPDATE ON entity FOR EACH ROW
IF NOT (NEW.name <=> OLD.name AND NEW.description <=> OLD.description AND NEW.data <=> OLD.data
  AND NEW.entity_type_id <=> OLD.entity_type_id AND NEW.parent_id <=> OLD.parent_id)
THEN DELETE FROM search_word WHERE entity_id = NEW.id
; INSERT IGNORE INTO search_word SELECT project_id, kind, place, word, entity_id, field FROM entity_word WHERE entity_id = NEW.id
; END IF;

-- Shots have the names of their sequence and episode. Most entities have nothing below them.
CREATE OR REPLACE TRIGGER entity_words_below_updated AFTER UPDATE ON entity FOR EACH ROW
IF NOT (NEW.name <=> OLD.name AND NEW.parent_id <=> OLD.parent_id) AND EXISTS (SELECT 1 FROM entity child WHERE child.parent_id = NEW.id)
THEN DELETE search_word FROM (SELECT shot.id FROM entity shot WHERE shot.parent_id = NEW.id UNION ALL
SELECT shot.id FROM entity sequence JOIN entity shot ON shot.parent_id = sequence.id WHERE sequence.parent_id = NEW.id) below
JOIN search_word ON search_word.entity_id = below.id WHERE search_word.kind = 'shot' AND search_word.place = 0
; INSERT IGNORE INTO search_word
SELECT entity_word.project_id, entity_word.kind, entity_word.place, entity_word.word, entity_word.entity_id, entity_word.field
FROM (SELECT shot.id FROM entity shot WHERE shot.parent_id = NEW.id UNION ALL
SELECT shot.id FROM entity sequence JOIN entity shot ON shot.parent_id = sequence.id WHERE sequence.parent_id = NEW.id) below
JOIN entity_word ON entity_word.entity_id = below.id WHERE entity_word.kind = 'shot' AND entity_word.place = 0
; END IF;

CREATE OR REPLACE TRIGGER entity_type_words_updated AFTER UPDATE ON entity_type FOR EACH ROW
IF NOT (NEW.name <=> OLD.name)
THEN DELETE search_word FROM search_word JOIN entity ON entity.id = search_word.entity_id WHERE entity.entity_type_id = NEW.id
; INSERT IGNORE INTO search_word SELECT project_id, kind, place, word, entity_id, field FROM entity_word WHERE entity_type_id = NEW.id
; END IF;

INSERT IGNORE INTO search_word SELECT project_id, kind, place, word, entity_id, field FROM entity_word;
