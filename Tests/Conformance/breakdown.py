"""A production with episodes, sequences, shots and everything else that can be in one, for the scenarios about its listings."""

from builders import Stage, number, someone
from fixtures import as_role, cast, closed, department, entity, login, new, task, task_type


class Breakdown(Stage):
    """Two episodes: the first with a sequence of two shots and a scene, the second with a sequence of one shot. Tasks of the first shot (the vendor's, and one
    of nobody), of the sequence, the episode, the scene, an edit and a concept. Metadata: everybody's, and that of a department of the vendor and of another."""

    def __init__(self, c, **fields):
        super().__init__(c, **fields)
        self.vendor = cast(c)["vendor"]
        self.artist = cast(c)["user"]
        self.other = department(c, "other-")
        for name, departments in (("Open", []), ("Theirs", [self.other["id"]])):
            for kind in ("Shot", "Sequence", "Episode", "Scene", "Edit", "Asset"):
                new(c, "metadata-descriptors", name=name, field_name=name.lower(), entity_type=kind, project_id=self.project["id"], departments=departments, data_type="string", choices=[])
        data = {"open": "seen", "theirs": "hidden", "fps": "24", "frame_in": 1, "frame_out": 48}
        self.e1 = entity(c, self.project, "Episode", "e1-", data=data)
        self.e2 = entity(c, self.project, "Episode", "e2-")
        self.q1 = entity(c, self.project, "Sequence", "q1-", parent_id=self.e1["id"], data=data)
        self.q2 = entity(c, self.project, "Sequence", "q2-", parent_id=self.e2["id"])
        self.s1 = entity(c, self.project, "Shot", "s1-", parent_id=self.q1["id"], data=data, nb_frames=48, description="first")
        self.s2 = entity(c, self.project, "Shot", "s2-", parent_id=self.q1["id"])
        self.s3 = entity(c, self.project, "Shot", "s3-", parent_id=self.q2["id"], nb_frames=50)
        self.scene = entity(c, self.project, "Scene", "scene-", parent_id=self.q1["id"], data=data)
        self.edit = entity(c, self.project, "Edit", "edit-", parent_id=self.e1["id"], data=data)
        self.concept = entity(c, self.project, "Concept", "concept-", entity_concept_links=[self.asset["id"]])
        self.of = {kind: task_type(c, self.department, kind + "-", for_entity=kind) for kind in ("Sequence", "Episode", "Scene", "Edit", "Concept")}
        self.late = task_type(c, self.department, "late-", for_entity="Shot")
        both = {"assignees": [self.vendor["id"], self.artist["id"]]}
        self.tasks = {
            "s1": self.work(self.s1, self.shot_type, **both),
            "late": self.work(self.s1, self.late, nb_drawings=4),
            "s3": self.work(self.s3, self.late),
            "q1": self.work(self.q1, self.of["Sequence"], assignees=[self.artist["id"]]),
            "e1": self.work(self.e1, self.of["Episode"]),
            "scene": self.work(self.scene, self.of["Scene"]),
            "edit": self.work(self.edit, self.of["Edit"], **both),
            "concept": self.work(self.concept, self.of["Concept"], data={"a": 1}),
        }

    def tidy(self, rows):
        """A `pick`: a listing in the order of names."""
        return sorted(self.calm(rows), key=lambda row: row["name"])

    def calm(self, rows):
        """A `pick`: the tasks of each row in the order of their estimations, and their assignees by role; neither has an order on the original."""
        people = {self.vendor["id"]: "vendor", self.artist["id"]: "artist"}
        for row in rows if isinstance(rows, list) else [rows]:
            for task in row["tasks"]:
                task["assignees"] = sorted(people.get(person, "another") for person in task["assignees"])
            row["tasks"].sort(key=lambda task: task["estimation"])
        return rows

    def more(self, kind):
        """Another task type of entities of a kind."""
        return task_type(self.c, self.department, "more-", for_entity=kind)

    def work(self, of, kind, **fields):
        """A task; its estimation tells it from the others, and is the order in which `calm` puts them."""
        return task(self.c, self.project, of, kind, self.todo, estimation=60 * int(number(self.c)), **fields)

    def seen_by(self, path, roles=("manager", "supervisor", "user", "client", "vendor"), refused=(), **options):
        """Each role of the team reads a path, and a manager from elsewhere. Of tasks only their number is compared for clients: what they see of them is
        another subject, in which the original forgets some lists. Tsubame alone refuses it to the `refused` roles."""
        for role in roles:
            as_role(self.c, role).get(path, note=role, **({**options, "pick": counted(options.get("pick"))} if role == "client" else options), **closed(role, *refused))
        login(self.c, someone(self.c, "manager")).get(path, note="a manager who is not in the team", **options)


def counted(pick):
    """A `pick` after another one: of the tasks that rows hold, or that are rows, the number."""

    def count(rows):
        rows = pick(rows) if pick else rows
        if isinstance(rows, list) and rows and all(isinstance(row, dict) and row.get("type") == "Task" for row in rows):
            return len(rows)
        for row in rows if isinstance(rows, list) else [rows]:
            if isinstance(row, dict) and "tasks" in row:
                row["tasks"] = len(row["tasks"])
        return rows

    return count


def names(rows):
    """A `pick`: only the names, sorted."""
    return sorted(row["name"] for row in rows)
