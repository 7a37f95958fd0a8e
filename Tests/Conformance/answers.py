"""What two answers must have in common.

`Names.clean` turns an answer into something that is the same on every run: identifiers become `id#1`, `id#2`... in the order they are met, moments of today `<now>`,
tokens `<token>`, and the random part of names `~`. `differences` compares a recorded answer with a live one; it learns on the way which live identifier stands for which
recorded one, so one answer gone wrong does not make all that follow look wrong too.
"""
import datetime
import json
import re

UUID = r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
IDENTIFIER = re.compile(UUID)
MOMENT = re.compile(r"^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$")
TOKEN = re.compile(r"\bey[\w-]+\.[\w-]+\.[\w-]+")
SECRET = re.compile(r"^[A-Z0-9]{64}$")
HASH = re.compile(r"^\$2[aby]\$\d\d\$.{53}$")
COOKIE_DATE = re.compile(r"(?<=Expires=)(?!Thu, 01 Jan 1970)[^;]+")
# Tsubame's session cookies are `Secure` where the site is https (the original's never are): browsers then send them over nothing else, which no client can tell.
SECURE = re.compile(r"(?<=; )Secure; (?=HttpOnly; )")
MAIMED = re.compile(r"\b(?:[0-9a-f]{8}|g[0-9a-f]{7})[-_]?(?:[0-9a-f]{4}[-_]?){3}[0-9a-f]{10,12}\b")
CLOCK = re.compile(r"\b20[2-9]\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?")
NAMED = re.compile(r"(id|ID)#(\d+)")

# Lists of identifiers whose order means nothing, whatever route they come from.
RELATIONS = {
    "acknowledgements", "asset_types", "assignees", "attachment_files", "build_jobs", "comments", "department_mentions", "departments", "entities_in", "entities_out",
    "entity_concept_links", "instance_casting", "mentions", "outputs", "participants", "preview_background_files", "previews", "shots", "status_automations",
    "task_statuses", "task_types", "team",
}


def recent(day):
    today = datetime.datetime.now(datetime.timezone.utc).date()
    return abs((datetime.date.fromisoformat(day) - today).days) <= 1


class Names:
    """The names given to the identifiers of one scenario, both ways."""

    def __init__(self, base=""):
        self.base = base
        self.salts = {}
        self.name_of = {}
        self.identifier_of = {}

    def bind(self, name, identifier):
        self.name_of[identifier] = name
        self.identifier_of[name] = identifier

    def name(self, identifier, learn):
        key = identifier.lower()
        if key not in self.name_of:
            if not learn:
                return "id?"
            self.bind(f"id#{len(self.name_of) + 1}", key)
        name = self.name_of[key]
        return name if identifier == key else name.upper()

    def text(self, text, learn=True):
        """`learn`: true names new identifiers, false shows them as `id?`, `None` leaves all as they are."""
        for salt, mark in self.salts.items():
            text = re.sub(salt, mark, text, flags=re.IGNORECASE)
        if self.base:
            text = text.replace(self.base, "<base>")
        if SECRET.match(text):
            return "<secret>"
        if HASH.match(text):
            return "<hash>"
        moment = MOMENT.match(text)
        if moment and recent(moment.group(1)):
            return "<now>" + (".f" if moment.group(2) else "") + (moment.group(3) or "")
        text = SECURE.sub("", COOKIE_DATE.sub("<date>", TOKEN.sub("<token>", text)))
        return text if learn is None else IDENTIFIER.sub(lambda m: self.name(m.group(0), learn), text)

    def label(self, text, learn):
        """The line that announces a step: what was once an identifier must not change with every recording either."""
        text = self.text(text, learn).replace("\0", "\\0")
        return text if learn is None else CLOCK.sub(lambda m: "<now>" if recent(m.group(0)[:10]) else m.group(0), MAIMED.sub("id?", text))

    def rank(self, value):
        """A key that sorts the same rows the same way on every server: identifiers count only once they are known."""
        def show(text):
            text = IDENTIFIER.sub(lambda m: self.name_of.get(m.group(0).lower(), "id?"), self.text(text, None))
            return NAMED.sub(lambda m: f"{m.group(1)}#{int(m.group(2)):06}", text)

        def plain(v):
            if isinstance(v, dict):
                return {show(k): plain(x) for k, x in v.items() if k not in ("updated_at", "created_at")}
            if isinstance(v, list):
                return [plain(x) for x in v]
            return show(v) if isinstance(v, str) else v
        first = value.get("name", value.get("text")) if isinstance(value, dict) else value
        return (show(str(first)), json.dumps(plain(value), sort_keys=True))

    def clean(self, value, ignore=(), learn=True, key=None):
        if isinstance(value, dict):
            return {self.text(k, learn): "<text>" if k in ("message", "msg") and isinstance(x, str) else self.clean(x, ignore, learn, k)
                    for k, x in sorted(value.items()) if k not in ignore}
        if isinstance(value, list):
            if key in RELATIONS and all(isinstance(x, str) and IDENTIFIER.fullmatch(x) for x in value):
                value = sorted(value, key=self.rank)
            return [self.clean(x, ignore, learn) for x in value]
        return self.text(value, learn) if isinstance(value, str) else value

    def same_text(self, recorded, live):
        """Compares two texts; an identifier not met before takes the name it has in the recording."""
        pattern = NAMED.sub("(?P<_>" + UUID + ")", re.escape(recorded).replace(r"\#", "#")) if NAMED.search(recorded) else None
        if pattern is None:
            return recorded == live
        match = re.fullmatch(pattern.replace("?P<_>", ""), live)
        if not match:
            return False
        pairs = []
        for (case, number), identifier in zip(NAMED.findall(recorded), match.groups()):
            name, key = f"id#{number}", identifier.lower()
            if (case == "id") != (identifier == key):
                return False
            if self.identifier_of.get(name, key) != key or self.name_of.get(key, name) != name:
                return False
            pairs.append((name, key))
        for name, key in pairs:
            self.bind(name, key)
        return True


def differences(recorded, live, names, at=""):
    """The places where `live` (cleaned, its identifiers untouched) is not what was recorded, as lines to print."""
    if type(recorded) is not type(live):
        yield f"{at or '/'}: {short(recorded)} | {short(live)}"
    elif isinstance(recorded, dict):
        live = {(names.name_of.get(k.lower(), k) if IDENTIFIER.fullmatch(k) else k): v for k, v in live.items()}
        for k in sorted(recorded.keys() - live.keys()):
            yield f"{at}/{k}: {short(recorded[k])} | missing"
        for k in sorted(live.keys() - recorded.keys()):
            yield f"{at}/{k}: missing | {short(live[k])}"
        for k in sorted(recorded.keys() & live.keys()):
            yield from differences(recorded[k], live[k], names, f"{at}/{k}")
    elif isinstance(recorded, list):
        if len(recorded) != len(live):
            yield f"{at or '/'}: {len(recorded)} items | {len(live)} items: {short(live)}"
        for i, (a, b) in enumerate(zip(recorded, live)):
            yield from differences(a, b, names, f"{at}/{i}")
    elif isinstance(recorded, str):
        if not names.same_text(recorded, live):
            known = NAMED.sub(lambda m: names.identifier_of.get(m.group(0).lower(), "new") + f" ({m.group(0)})", recorded)
            yield f"{at or '/'}: {short(known)} | {short(live)}"
    elif recorded != live:
        yield f"{at or '/'}: {short(recorded)} | {short(live)}"


def short(value):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) < 160 else text[:157] + "..."
