"""Filters of lists: one query parameter for each attribute, all must match."""
from fixtures import department, new

NOBODY = "ffffffff-ffff-4fff-8fff-ffffffffffff"
URL = "/data/softwares"


def run(c):
    word = c.unique("soft")
    a = new(c, "softwares", name=word + "A", short_name=word, file_extension="ma", monthly_cost=10, secondary_extensions=["x", "y"])
    b = new(c, "softwares", name=word + "B", short_name=word, file_extension="mb", monthly_cost=20, archived=True, version="1.0")
    e = new(c, "softwares", name=word + "%_é", short_name=word, file_extension="[x]", version="")
    ids = {r["id"] for r in (a, b, e)}
    mine = lambda rows: [r["name"] for r in rows if r["id"] in ids]
    ask = lambda **kw: c.get(URL, query={k: v for k, v in kw.items() if k not in ("note", "fixed")}, unordered=True, pick=mine, **{k: v for k, v in kw.items() if k in ("note", "fixed")})

    # The name is a pattern.
    ask(name=word + "A")
    ask(name=(word + "a").upper(), note="letter case is free")
    ask(name=word, note="no implicit wildcard")
    ask(name=word + "%")
    ask(name=word + "_", note="one character")
    ask(name="%" + word[1:] + "%")
    ask(name=word + "\\%\\_é", note="escaped wildcards")
    ask(name=word + "%É", note="other letters have cases too")
    ask(name=word + "%e", note="an accent is not a case")
    ask(name='["%s"]' % (word + "A"), note="a list is no list here")
    ask(name="")
    ask(name=word + "A ", note="a trailing blank counts")

    # Other texts are exact.
    ask(short_name=word)
    ask(short_name=word.upper(), note="letter case counts")
    ask(short_name=word + "%")
    ask(short_name=word + " ", note="a trailing blank counts")
    ask(short_name=word, file_extension="ma", note="both")
    ask(short_name=word, file_extension="")
    ask(short_name=word, version="", note="empty is not null")
    ask(short_name=word, version="null")
    ask(short_name=word, file_extension='["ma","mb"]', note="either of two")
    ask(short_name=word, file_extension="[]", note="none of none")
    ask(short_name=word, file_extension='[ "ma" , 5 ]')
    ask(short_name=word, file_extension="[null]")
    ask(short_name=word, file_extension="[x]", note="a bracket opens a list, and this is none")
    ask(short_name=word, file_extension="[")
    ask(short_name=word, file_extension="x]")
    ask(short_name=word, file_extension=" [\"ma\"]", note="only at the beginning")
    c.get(URL + f"?short_name={word}&file_extension=ma&file_extension=mb", unordered=True, pick=mine, note="the first of a repeated parameter counts")
    ask(short_name=word, nope=1, note="no attribute: ignored")
    ask(short_name=word, type="Software", note="not an attribute either")
    ask(short_name=word, type="Other")
    ask(short_name=word, secondary_extensions='x')

    ask(short_name=word, version="a\x00b", fixed={"status": 400}, note="NUL")
    ask(name="a\x00b", fixed={"status": 400})

    # Booleans.
    for text in ("true", "TRUE", "t", "y", "yes", "on", "1", "false", "F", "n", "no", "off", "0"):
        ask(short_name=word, archived=text)
    for text in ("", "abc", "2", "null"):
        ask(short_name=word, archived=text)
    ask(short_name=word, archived="[true]")
    ask(short_name=word, archived="[true,false]")
    ask(short_name=word, archived='["yes","0"]')
    ask(short_name=word, archived='["abc"]')
    ask(short_name=word, archived="[1]")
    ask(short_name=word, archived="[null]", fixed={"status": 400})

    # Numbers.
    ask(short_name=word, monthly_cost="10")
    ask(short_name=word, monthly_cost="11")
    ask(short_name=word, monthly_cost="[10,20]")
    ask(short_name=word, monthly_cost='["10"]')
    ask(short_name=word, monthly_cost="abc", fixed={"status": 400})
    ask(short_name=word, monthly_cost="", fixed={"status": 400})
    ask(short_name=word, monthly_cost="10.0", fixed={"status": 400})
    ask(short_name=word, monthly_cost='["abc"]', fixed={"status": 400})
    ask(short_name=word, monthly_cost="99999999999", fixed={"status": 400}, note="more than the column can hold")

    # Identifiers.
    ask(id=a["id"])
    ask(id=a["id"].upper(), note="letter case is free")
    ask(id=NOBODY)
    ask(id='["%s","%s"]' % (a["id"], b["id"]))
    ask(id='["%s",null]' % a["id"], note="null matches nothing")
    ask(id="[]")
    ask(id="abc")
    ask(id='["abc"]')
    ask(id="[5]")
    ask(id=a["id"].replace("-", ""), note="without dashes")
    ask(id=a["id"] + "zzz", fixed={"status": 400})
    ask(id="", fixed={"status": 400})
    d = department(c)
    t = new(c, "task-types", name=c.unique("type "), department_id=d["id"])
    c.get("/data/task-types", department_id=d["id"], pick=lambda rows: [r["id"] for r in rows], note="a reference")
    c.get("/data/task-types", query={"department_id": d["id"], "id": '["%s"]' % t["id"]}, pick=lambda rows: [r["id"] for r in rows])
    c.get("/data/task-types", department_id="abc")

    # Whole seconds never equal what is stored with more.
    ask(short_name=word, created_at=a["created_at"], note="moments are stored finer than they are shown")
    ask(short_name=word, created_at="2001-01-01")
    ask(short_name=word, created_at="abc", fixed={"status": 400})
    ask(short_name=word, created_at="", fixed={"status": 400})
