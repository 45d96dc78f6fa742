"""The checked-in JSON Schemas are those of the models, and say what the contract says."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from typer.testing import CliRunner

from schemas.generate import DIALECT, documents
from worker import examples
from worker.cli import app

GENERATED = Path(__file__).parents[2] / "schemas" / "generated"
EXAMPLE = Path(examples.__file__).parent / "buitenland.json"


def schema(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((GENERATED / name).read_bytes()), format_checker=FormatChecker())


def events() -> list[dict]:
    printed = CliRunner().invoke(app, ["parse", "--json", str(EXAMPLE)]).stdout
    return [json.loads(line) for line in printed.splitlines()]


def test_the_files_are_those_of_the_models():
    checked_in = {file.name: file.read_bytes() for file in GENERATED.iterdir()}
    assert checked_in == documents(), "run `make schemas` and look at what changed for readers"


@pytest.mark.parametrize("name", documents())
def test_each_file_is_a_schema_with_an_address_of_its_own(name):
    document = json.loads(documents()[name])
    Draft202012Validator.check_schema(document)
    assert document["$schema"] == DIALECT
    assert document["$id"].startswith("urn:dateline:")
    assert document["title"]


def test_the_events_of_the_example_are_valid():
    found = events()
    assert len(found) == 8
    for event in found:
        schema(f"{event['type']}-event.v1.json").validate(event)


def test_the_dataschema_of_an_event_is_the_address_of_its_schema():
    from schemas.cloudevents import ce_headers
    from schemas.event import ArticleEvent, Change

    event = ArticleEvent.model_validate_json(json.dumps(events()[0]))
    headers = dict(ce_headers(event, Change.PUBLISHED, b"", "/dateline"))
    assert headers["ce_dataschema"].decode() == json.loads(documents()["article-event.v1.json"])["$id"]


@pytest.mark.parametrize("field", ["headline", "dateline", "replaces", "timexes", "notes"])
def test_a_field_may_be_null_or_empty_and_never_absent(field):
    event = events()[0]
    del event[field]
    with pytest.raises(ValidationError, match=field):
        schema("article-event.v1.json").validate(event)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("type",), "brief"),
        (("pub_status",), "cancelled"),
        (("page", "scraped_at"), "2026-01-01T00:59:00+01:00"),
        (("published", "precision"), "second"),
    ],
)
def test_values_that_the_contract_excludes_are_refused(path, value):
    event = events()[0]
    *parents, last = path
    holder = event
    for name in parents:
        holder = holder[name]
    holder[last] = value
    with pytest.raises(ValidationError):
        schema("article-event.v1.json").validate(event)


def test_readers_of_this_version_stand_fields_of_a_later_one():
    event = events()[0]
    event["added_later"] = event["page"]["added_later"] = 1
    schema("article-event.v1.json").validate(event)


def test_the_example_is_a_valid_envelope_and_only_content_is_needed():
    envelope = schema("page-envelope.v1.json")
    envelope.validate(json.loads(EXAMPLE.read_bytes()))
    envelope.validate({"content": "x", "a_field_of_the_scraper": 1})
    with pytest.raises(ValidationError):
        envelope.validate({"url": "https://nieuws.example"})


def test_the_command_writes_the_same_files(tmp_path):
    result = CliRunner().invoke(app, ["schemas", "--out", str(tmp_path / "new")])
    assert result.exit_code == 0
    assert {file.name: file.read_bytes() for file in (tmp_path / "new").iterdir()} == documents()


def test_the_command_prints_one_schema_a_line():
    printed = CliRunner().invoke(app, ["schemas"]).stdout.splitlines()
    assert [json.loads(line) for line in printed] == [json.loads(text) for text in documents().values()]
