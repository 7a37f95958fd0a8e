"""The fields of projects themselves are shared by all: a new project starts with those of the others."""

from builders import only
from fixtures import event, new, project

FIELDS = ("name", "entity_type", "data_type", "field_name", "choices", "for_client", "position")


def run(c):
    first = project(c, (), "first-")
    field = c.unique("field_")
    shared = new(
        c,
        "metadata-descriptors",
        project_id=first["id"],
        entity_type="Project",
        name=field,
        field_name=field,
        data_type="list",
        choices=["a", "b"],
        for_client=True,
    )
    own = new(c, "metadata-descriptors", project_id=first["id"], entity_type="Asset", name=field + "a", field_name=field + "a", data_type="string")
    made = []
    try:
        second = c.post("/data/projects", {"name": c.unique("second-")}, pick=only("name"))
        made += c.get("/data/metadata-descriptors", query={"project_id": second["id"], "name": field}, pick=only(*FIELDS))
        c.get("/data/metadata-descriptors", query={"project_id": second["id"], "name": field + "a"}, note="those of assets stay where they are")
        event(c, "metadata-descriptor:new", metadata_descriptor_id=made[0]["id"])
        third = c.post("/data/projects", {"name": c.unique("third-")}, pick=only("name"))
        made += c.get(
            "/data/metadata-descriptors", query={"project_id": third["id"], "name": field}, note="once, though two projects have it", pick=only(*FIELDS)
        )
    finally:
        # Left there, they would come along with every project made after.
        for row in [shared, own, *made]:
            c.delete("/data/metadata-descriptors/" + row["id"], keep=False)
    fourth = c.post("/data/projects", {"name": c.unique("fourth-")}, pick=only("name"))
    c.get("/data/metadata-descriptors", query={"project_id": fourth["id"], "name": field})
