"""What a file belongs to, guessed from its path: by the tree that is shipped, and by trees that hold every tag and every mistake."""

from builders import INVALID, NOWHERE, seeded, someone
from fixtures import ROLES, as_role, department, entity, entity_type, login, new, project, task, task_type

ROUTES = ("/data/entities/guess-from-path", "/data/entities/guess_from_path")


def run(c):
    p = project(c, prefix="Cosmo Landing ")
    prop, shot = entity_type(c, "Prop"), entity_type(c, "Shot")
    e1, e2 = entity(c, p, "Episode", "EP 01 "), entity(c, p, "Episode", "EP 02 ")
    q1 = entity(c, p, "Sequence", "SQ 01 ", parent_id=e1["id"])
    s1 = entity(c, p, "Shot", "SH 01 ", parent_id=q1["id"])
    q2 = new(c, "entities", name=q1["name"], project_id=p["id"], entity_type_id=q1["entity_type_id"], parent_id=e2["id"])
    s2 = new(c, "entities", name=s1["name"], project_id=p["id"], entity_type_id=s1["entity_type_id"], parent_id=q2["id"])
    scene = entity(c, p, "Scene", "SC 01 ", parent_id=q1["id"])
    tree = entity(c, p, "Prop", "Big Tree ")
    away = project(c, prefix="Away ")
    elsewhere = entity(c, away, "Prop", "Elsewhere ")
    group = department(c, "Paint ")
    paint, light, sketch = (task_type(c, group, name, for_entity=kind) for name, kind in (("Prop Paint ", "Asset"), ("Shot Light ", "Shot"), ("Scene Sketch ", "Scene")))
    todo = seeded(c, "task-status", "Todo")
    works = [task(c, p, *of, todo) for of in ((tree, paint), (s1, light), (scene, sketch))]
    cache = new(c, "output-types", name=c.unique("Cache "), short_name=c.unique())
    names = {row["id"]: name for name, row in dict(
        project=p, prop=prop, shot=shot, e1=e1, e2=e2, q1=q1, s1=s1, q2=q2, s2=s2, scene=scene, tree=tree, group=group, paint=paint, light=light, sketch=sketch,
        painted=works[0], lit=works[1], sketched=works[2], cache=cache).items()}
    P, E1, E2, Q, S, SC, A, PAINT, LIGHT, SKETCH, GROUP, CACHE = (
        row["name"].lower().replace(" ", "_") for row in (p, e1, e2, q1, s1, scene, tree, paint, light, sketch, group, cache))

    def told(rows):
        """A `pick`: rows by the words of this scenario."""
        return [{key: names.get(value, value) for key, value in row.items()} for row in rows]

    def guess(path, by=c, where=p, route=0, **options):
        more = {key: options.pop(key) for key in ("sep",) if key in options}
        return by.post(ROUTES[route], {"project_id": where["id"], "file_path": path, **more}, note=path.replace(c.unique(), "~"), pick=told, **options)

    def plant(**modes):
        c.put("/data/projects/" + p["id"], {"file_tree": modes}, keep=False)

    def mode(style="lowercase", root="r", mountpoint="/m", **templates):
        return {"mountpoint": mountpoint, "root": root, "folder_path": {**templates, **({"style": style} if style else {})}, "file_name": {"style": style}}

    def match(template, path, kind="shot", **options):
        plant(working=mode(**{kind: template}))
        guess("/m/r/" + path, **options)

    guess("/simple/productions/x", fixed={"status": 400, "body": INVALID})

    # A tree with several kinds and modes
    tail = "<TaskType>/<Software>"
    kinds = {"shot": f"<Project>/shots/<Sequence>/<Shot>/{tail}", "asset": f"<Project>/assets/<AssetType>/<Asset>/{tail}", "sequence": f"<Project>/sequences/<Sequence>/{tail}",
             "scene": f"<Project>/scenes/<Sequence>/<Scene>/{tail}", "episode": f"<Project>/episodes/<Episode>/{tail}"}
    instance = "<Project>/<TemporalEntityType>/<Sequence>/<TemporalEntity>/<TaskType>/<OutputType>/<AssetType>/<Asset>/instance_<Instance.number>/<Representation>"
    plant(working=mode(root="productions", mountpoint="/simple", **kinds), output=mode(root="productions/export", mountpoint="/simple", **kinds, instance=instance),
          preview=mode(root="productions/previews", mountpoint="/simple", **kinds))
    root = "/simple/productions/"
    for route in (0, 1):
        guess(f"{root}{P}/assets/prop/{A}/{PAINT}/3ds_max", route=route)
    for path in (
        f"assets/prop/{A}/{PAINT}/3ds_max/file.max", f"assets/prop/{A}", "assets/prop", f"assets/prop/{A}/nobody", "assets/prop/nothing/x", f"assets/nothing/{A}", "assets", f"shots/{Q}/{S}/{LIGHT}/x",
        f"shots/{Q}/{S}", f"shots/{Q}/nothing", f"scenes/{Q}/{SC}/{SKETCH}", f"sequences/{Q}/{LIGHT}", f"episodes/{E2}/{LIGHT}/x", "", f"/assets/prop/{A}", "nothing/else",
    ):
        guess(f"{root}{P}/{path}")
    for path in (root, root[:-1], root + P, root + "export/x", "/other/x", "x", f"{root}export/{P}/shots/{Q}/{S}/{LIGHT}/geometry", f"{root}previews/{P}/shots/{Q}/{S}/{LIGHT}"):
        guess(path)
    guess(f"{root}{P}/shots/{Q}/{S}".upper())
    guess(f"{root}{p['name']}/assets/Prop/{tree['name']}")
    guess(f"{root}{away['name'].lower().replace(' ', '_')}/assets/prop/{elsewhere['name'].lower().replace(' ', '_')}")
    guess(f"{root}{P}/assets/prop/{elsewhere['name'].lower().replace(' ', '_')}")
    guess(f"{root}{P}/shots/{Q}".replace("/", "\\"), sep="\\")

    # Who, and what is no question
    for role in ROLES:
        guess(f"{root}{P}/assets/prop/{A}", by=as_role(c, role))
    stranger = login(c, someone(c, "manager"))
    guess(f"{root}{P}/assets/prop/{A}", by=stranger)
    c.anonymous().post(ROUTES[0], {"project_id": p["id"], "file_path": "/x"})
    for by in (c, stranger):
        for where in (NOWHERE, "foo"):
            by.post(ROUTES[0], {"project_id": where, "file_path": "/x"})
    for body in (
        {}, {"project_id": p["id"]}, {"file_path": "x"}, {"project_id": p["id"], "file_path": ""}, {"project_id": p["id"], "file_path": 5}, {"project_id": p["id"], "file_path": "x", "sep": None},
        {"project_id": "", "file_path": "x"}, {"project_id": None, "file_path": "x"}, [],
    ):
        c.post(ROUTES[0], body)
        stranger.post(ROUTES[1], body)
    c.post(ROUTES[0], {"project_id": p["id"], "file_path": root, "sep": ""}, note="nothing separates", fixed={"status": 400})

    # Every tag
    for template, path in (
        ("<Project>/<Sequence>/<Shot>", f"{P}/{Q}/{S}"), ("<Project>/<Episode>/<Sequence>/<Shot>", f"{P}/{E1}/{Q}/{S}"), ("<Project>/<Episode>/<Sequence>/<Shot>", f"{P}/{E2}/{Q}/{S}"),
        ("<Project>/<Episode>/<Sequence>/<Shot>", f"{P}/e001/{Q}/{S}"), ("<Project>/<Shot>", f"{P}/{S}"), ("<Project>/<Scene>", f"{P}/{SC}"), ("<Project>/<Sequence>/<Scene>", f"{P}/{Q}/{SC}"),
        ("<Project>/<Episode>/<Scene>", f"{P}/{E1}/{SC}"), ("<Project>/<Sequence>/<Shot>/<TaskType>/<Task>", f"{P}/{Q}/{S}/{LIGHT}/main"), ("<Project>/<Sequence>/<Shot>/<Task>", f"{P}/{Q}/{S}/main"),
        ("<Project>/<Scene>/<TaskType>/<Task>", f"{P}/{SC}/{SKETCH}/main"), ("<Project>/<Task>", f"{P}/main"), ("<Project>/<TaskType>/<Task>", f"{P}/{LIGHT}/main"),
        ("<Project>/<AssetType>/<Asset>/<TaskType>/<Task>", f"{P}/prop/{A}/{PAINT}/main"), ("<Project>/<AssetType>/<Asset>/<TaskType>/<Task>", f"{P}/prop/{A}/{LIGHT}/main"),
        ("<Project>/<AssetType>/<Asset>/<Sequence>/<Shot>/<TaskType>/<Task>", f"{P}/prop/{A}/{Q}/{S}/{PAINT}/main"), ("<Project>/<AssetType>/<Asset>/<TaskType>/<Task>", f"{P}/prop/{A}/{PAINT}/other"),
        ("<Project>/<AssetType>/<Asset>/<Sequence>/<Shot>/<TaskType>/<Task>", f"{P}/prop/{A}/{Q}/{S}/{LIGHT}/main"), ("<Project>/<TemporalEntity>", f"{P}/{S}"),
        ("<Project>/<TemporalEntityType>/<TemporalEntity>", f"{P}/prop/{A}"), ("<Project>/<TemporalEntityType>/<TemporalEntity>", f"{P}/prop/{S}"),
        ("<Project>/<TemporalEntityType>/<TemporalEntity>", f"{P}/scene/{SC}"), ("<Project>/<TemporalEntityType>/<TemporalEntity>/<TaskType>/<Task>", f"{P}/scene/{SC}/{SKETCH}/main"),
        ("<Project>/<Department>/<OutputType>", f"{P}/{GROUP}/{CACHE}"), ("<OutputType>/<Department>/<TaskType>/<AssetType>/<Project>", f"{CACHE}/{GROUP}/{PAINT}/prop/{P}"),
        ("<Sequence>/<Project>", f"{Q}/{P}"), ("<AssetType>/<Asset>/<Project>", f"prop/{A}/{P}"), ("<Project>/<Asset>", f"{P}/{A}"), ("<AssetType>", "shot"), ("<Name>/<Representation>", "a_b/"),
        ("<Name>/<Representation>", "a_B/abc"), ("<Name>/<Representation>", "/c"), ("<Version>", "12"), ("<Version>", "007"), ("<Version>", "-7"), ("<Version>", "1.5"), ("<Version>", "000"), ("<Version>", "_7"),
        ("<Version>", "v7"), ("v<Version>", "v007"), ("<Revision>", "7"), ("<Software>", "max"), ("<Instance>", "1"), ("<Nothing>/<Project>", f"x/{P}"),
        # What stands beside a tag, and what is none
        ("x<AssetType>yy", "xpropyy"), ("x<AssetType>yy", "x"), ("x<AssetType>yy", "qpropqq"), ("x_<AssetType>_y", "x_prop_y"), ("<AssetType>-<Project>", "prop"), ("<AssetType>-<Project>", f"prop-{P}"),
        ("<AssetType>_<Asset>", f"prop_{A}"), ("a<AssetType>b<Project>c", "apropc"), ("<Project.id>-<AssetType>", "prop"), ("<AssetType>/<AssetType>", "/prop"), ("<AssetType>/<AssetType>", "prop/character"),
        ("<AssetType>/<AssetType>", "nothing/prop"), ("<AssetType", "prop"), ("AssetType>", "prop"), ("<>", "prop"), ("a/<AssetType.id>", "a/x"), ("x.<AssetType>", "x.prop"), ("<Project>/Shots", f"{P}/Shots"),
        ("<Project>/shots", f"{P}/Shots"), ("<Project>/", f"{P}/"), ("/<Project>", f"/{P}"), ("", ""), ("", "x"), ("x", "x"),
    ):
        match(template, path)

    plant(working=mode(shot="<AssetType>"))
    guess("/m/r/pro%", fixed={"status": 200, "body": [{"Template": "shot"}]})

    # Styles, roots, separators, several of a kind
    for style in ("uppercase", None, "camel"):
        plant(working=mode(style, asset="<Project>/<AssetType>"))
        for path in ("/M/r/", "/m/r/"):
            guess(f"{path}{P}/prop")
    for root in ("", None):
        plant(working=mode(root=root, asset="<Project>/<AssetType>"))
        for path in ("/m/", "/m//"):
            guess(f"{path}{P}/prop")
    for template in ("<Project>/<Sequence>", "<Project>\\<Sequence>", "<Project>"):
        plant(working=mode(shot=template))
        guess(f"/m\\r\\{P}\\{Q}", sep="\\")
    plant(bb=mode(shot="<Project>", asset="<Project>"), a=mode(asset="<Project>", b="<Project>"), c=mode(edit="<Project>"))
    guess(f"/m/r/{P}")
    plant()
    guess("/m/r/x")

    # Trees that cannot be read
    sound = mode(shot="<Project>")
    found = {"status": 200, "body": [{"Template": "shot", "Project": "project"}]}
    for broken in (5, None, {}, {**sound, "mountpoint": 5}, {**sound, "folder_path": [1]}, {"mountpoint": "/m", "root": "r"}):
        plant(broken=broken, working=sound)
        guess(f"/m/r/{P}", fixed=found)
    plant(working=mode(asset=5, shot="<Project>"))
    guess(f"/m/r/{P}", fixed=found)
    for broken in ([1], "tree", 5):
        c.put("/data/projects/" + p["id"], {"file_tree": broken}, keep=False)
        guess("/m/r/x", fixed={"status": 400})
