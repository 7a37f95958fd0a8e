"""The language of file trees: tags, fields, styles, modes, and trees that make no path."""

from builders import Stage, number
from fixtures import entity, new, task, task_type
from trees import mode, plant, simple


def run(c):
    s = Stage(c)
    p = s.project
    group = s.department
    episode = entity(c, p, "Episode", "EP 01 ")
    sequence = entity(c, p, "Sequence", "SQ 01 ", parent_id=episode["id"])
    counted = new(c, "entities", name="Seq12", project_id=p["id"], entity_type_id=sequence["entity_type_id"])
    shots = [entity(c, p, "Shot", "SH-010 ", parent_id=of["id"]) for of in (sequence, counted)]
    scene = entity(c, p, "Scene", "SC 01 ", parent_id=sequence["id"])
    hero = entity(c, p, "Character", "Le Héros (v2) ")
    rest = {kind: entity(c, p, kind, kind + " ") for kind in ("Edit", "Concept")}

    def work(of, kind, **fields):
        return task(c, p, of, task_type(c, group, f"T{number(c)} ", for_entity=kind, **fields), s.todo)

    tasks = {"shot": work(shots[0], "Shot"), "counted": work(shots[1], "Shot"), "lonely": s.shot_task, "scene": work(scene, "Scene"), "asset": work(hero, "Asset", short_name="mod"),
             "episode": work(episode, "Episode"), "sequence": work(sequence, "Sequence"), "edit": work(rest["Edit"], "Edit"), "concept": work(rest["Concept"], "Concept"),
             "elsewhere": task(c, p, hero, task_type(c, None, "Homeless "), s.todo)}
    kinds = ("shot", "scene", "asset", "episode", "sequence")

    def path(of="shot", note="", fixed=None, **body):
        c.post(f"/data/tasks/{tasks[of]['id']}/working-file-path", body, note=f"{of} {note}", fixed=fixed)

    def say(folder, template="x", of=("shot",), fixed=None, style="lowercase", **body):
        plant(c, p, working=mode(style=style, folders={k: folder for k in kinds}, names={k: template for k in kinds}))
        for one in of:
            path(one, f"{folder} {template} {style}", fixed, **body)

    plant(c, p, **simple())
    for of in tasks:
        path(of)

    # Tags
    wrong = {"status": 400, "body": {"message": "", "received_data": {}}}
    for tag in ("<Project>", "<Episode>", "<Sequence>", "<Shot>", "<Scene>", "<Asset>", "<AssetType>", "<TemporalEntity>", "<TemporalEntityType>", "<TaskType>", "<TaskType.short_name>", "<Task>"):
        say(tag, of=tasks)
    say("<Department>", of=("shot", "asset", "elsewhere"))
    for folder, name in (
        ("<Project.name>", "<Shot.foo>"), ("<Project.>", "<Project.name.x>"), ("<Project", "Project>"), ("<Pro ject>", "<Project/Shot>"), ("<<Project>>", "x"), ("", ""), ("/x//y/", "__a__"),
        ("A b/<Project>/É", "É b_<Shot>.<Task>"), ("<Software>/<Software.short_name>", "<Software>"), ("<OutputType>", "<OutputType>"),
        ("<Name>", "<Name>_<OutputFile>_<WorkingFile>_v<Version>_<Revision>_<Representation>"), ("<Instance>", "<Instance.name>"), ("<Shot.Name>", "<Shot.ID>"), ("<Version.id>", "<Name.foo>"),
        ("<>", "x"), ("<project>", "x"), ("<.name>", "x"), ("x", "<Nothing>"),
    ):
        say(folder, name)
    for folder in ("<Task.number>", "<Task.short_name>", "<Project.short_name>", "<Shot.short_name>"):
        say(folder, fixed=wrong)
    say("<Name>/<Version>", "<Name>_<Version>", name="Main  Part", revision=12)
    for revision in (0, 1, 999, 1000, 12345, -5):
        say("<Version>", "<Revision>", revision=revision)
    for name in ("It's 1,000 ok", "a__b--c", "_v001_", "北京", "ß", "Привет щит", "don’t \"q\"u`x", "a“b”c", "½ ² ① Ⅳ", "1,a 1,2 ,3", "Æ Ø å œ ł đ", "100% — x…y", "a.b", "😀 e", " ", "日本 カナ"):
        say("<Name>", "<Name>", name=name)
    for identifier in ("<Project.id>", "<Shot.id>"):
        plant(c, p, working=mode(folders={"shot": identifier}, names={"shot": "x"}))
        c.post(f"/data/tasks/{tasks['shot']['id']}/working-file-path", {}, note=identifier, pick=lambda row: row["path"].split("/")[-1])
        plant(c, p, working=mode(style="uppercase", folders={"shot": "x"}, names={"shot": identifier}))
        c.post(f"/data/tasks/{tasks['shot']['id']}/working-file-path", {}, note=identifier, pick=lambda row: row["name"])

    # Styles and separators
    for style in ("uppercase", "lowercase", "camel", None):
        say("<Project>/Lit", "<Shot>_Lit", style=style)
    for separator in ("\\", "", "::"):
        say("x/<Project>/y", sep=separator)

    # Modes, roots, what is missing
    sound = {"mountpoint": "/m", "root": "r", "folder_path": {"shot": "<Project>"}, "file_name": {"shot": "<Shot>"}}

    def without(key):
        return {k: v for k, v in sound.items() if k != key}

    plant(c, p, working=sound)
    path(mode="nowhere")
    for root in ("a/b", "", None):
        plant(c, p, working={**sound, "root": root})
        path(note=str(root), sep="\\")
    for key in ("root", "mountpoint", "file_name"):
        plant(c, p, working=without(key))
        path(note="without " + key)
    for broken in ({}, {**sound, "folder_path": {}}, {**sound, "file_name": {}}):
        plant(c, p, working=broken)
        path(note=str(sorted(broken)))
    for broken in (None, 5, {**sound, "mountpoint": None}, without("folder_path"), {**sound, "folder_path": None}, {**sound, "folder_path": {"shot": 5}}, {**sound, "file_name": {"shot": None}}):
        plant(c, p, working=broken)
        path(note="broken", fixed=wrong)
    plant(c, p, working={**sound, "folder_path": {"shot": "x" * 3000}})
    path(note="too long", fixed=wrong)
    plant(c, p)
    path(note="no modes")
    for tree in (None, 5, [1], "x"):
        c.put("/data/projects/" + p["id"], {"file_tree": tree}, keep=False)
        path(note=str(tree), fixed=wrong)
