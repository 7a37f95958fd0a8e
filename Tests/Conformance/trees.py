"""Trees of folders and file names, for the scenarios about files. Like the fixtures, played but not compared."""

from fixtures import new

STYLE = {"style": "lowercase"}


def mode(root="r", mountpoint="/m", style="lowercase", folders=None, names=None):
    return {"mountpoint": mountpoint, "root": root, "folder_path": {**(folders or {}), "style": style}, "file_name": {**(names or {}), "style": style}}


def plant(c, project, **modes):
    c.put("/data/projects/" + project["id"], {"file_tree": modes}, keep=False)


def simple():
    """A tree that says where working and output files of every kind go."""
    above = {"shot": "<Project>/shots/<Sequence>/<Shot>", "asset": "<Project>/assets/<AssetType>/<Asset>", "sequence": "<Project>/sequences/<Sequence>", "scene": "<Project>/scenes/<Sequence>/<Scene>",
             "episode": "<Project>/episodes/<Episode>"}
    names = {kind: folder.replace("shots/", "").replace("assets/", "").replace("scenes/", "").replace("sequences/", "").replace("episodes/", "").replace("/", "_") for kind, folder in above.items()}
    work = mode("productions", "/simple", folders={k: f + "/<TaskType>/<Software>" for k, f in above.items()}, names={k: n + "_<TaskType>_<Name>_v<Version>" for k, n in names.items()})
    instance = "<TaskType>/<OutputType>/<AssetType>/<Asset>/instance_<Instance.number>/<Representation>"
    output = mode("productions/export", "/simple", folders={
        **{k: f + "/<TaskType>/<OutputType>" for k, f in above.items()}, "instance": "<Project>/<TemporalEntityType>/<Sequence>/<TemporalEntity>/" + instance,
        "instance_asset": "<Project>/assets/<TemporalEntityType>/<TemporalEntity>/" + instance,
    }, names={
        **{k: n + "_<TaskType>_<OutputType>_<Name>_v<Version>" for k, n in names.items()}, "instance": "<Project>_<Sequence>_<TemporalEntity>_<TaskType>_<OutputType>_<Name>_<Instance.name>_v<Version>",
        "instance_asset": "<Project>_<TemporalEntityType>_<TemporalEntity>_<TaskType>_<OutputType>_<Name>_<Instance.name>_v<Version>",
    })
    return {"working": work, "output": output}


def output_type(c, name="Cache "):
    return new(c, "output-types", name=c.unique(name), short_name="ca")
