"""Every capability that the server advertises is used, by a client that none of us wrote (pytest-lsp), with the declared
capabilities of real editors; every message of the server is held against the protocol's schema. A capability without an
exercise here fails the test."""

import os
import pathlib
import shutil
import sys
import tempfile

import pytest
import pytest_lsp
from exercises import EXERCISES
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities
from schema import CONVERTER, complaints
from session import make_client

HERE = pathlib.Path(__file__).resolve().parent
DRAFT = HERE.parents[2] / "examples" / "damaged-draft.txt"
WORK = pathlib.Path(os.environ["WORK"])
LOG = WORK / "messages.jsonl"
SERVER = [sys.executable, str(HERE / "record.py"), str(LOG), os.environ["GAOLINT"], "server", "--stdio"]


def asks_for_everything():
    """A client that asks for diagnostics, and for the edits of code actions when they are chosen."""
    capabilities = client_capabilities("visual_studio_code")
    document, workspace = capabilities.text_document, capabilities.workspace
    document.diagnostic = types.DiagnosticClientCapabilities(dynamic_registration=False, related_document_support=False)
    workspace.diagnostics = types.DiagnosticWorkspaceClientCapabilities(refresh_support=True)
    document.inlay_hint = types.InlayHintClientCapabilities(dynamic_registration=False)
    workspace.inlay_hint = types.InlayHintWorkspaceClientCapabilities(refresh_support=True)
    capabilities.general.position_encodings = [types.PositionEncodingKind.Utf32]
    return capabilities


def knows_nothing():
    """A client that declares nothing at all."""
    return types.ClientCapabilities()


CLIENTS = {
    "Neovim 0.7": lambda: client_capabilities("neovim@v0.7"),
    "Neovim 0.11": lambda: client_capabilities("neovim@v0.11"),
    "VS Code": lambda: client_capabilities("visual_studio_code"),
    "Emacs 29": lambda: client_capabilities("emacs"),
    "asks for everything": asks_for_everything,
    "knows nothing": knows_nothing,
}


@pytest_lsp.fixture(params=CLIENTS, config=ClientServerConfig(SERVER, client_factory=make_client))
async def client(request, lsp_client: LanguageClient):
    folder = pathlib.Path(tempfile.mkdtemp(dir=WORK))
    shutil.copy(DRAFT, folder / "讲话稿.txt")
    lsp_client.session.folder = folder
    result = await lsp_client.initialize_session(
        types.InitializeParams(
            CLIENTS[request.param](),
            root_uri=folder.as_uri(),
            workspace_folders=[types.WorkspaceFolder(folder.as_uri(), "稿件")],
        )
    )
    assert result.server_info.name == "gaolint"
    lsp_client.session.capabilities = result.capabilities
    yield
    await lsp_client.shutdown_session()
    assert lsp_client._server.returncode == 0
    wrong = complaints(LOG)
    assert not wrong, "\n".join(wrong)


async def test_every_capability(client):
    session = client.session
    advertised = CONVERTER.unstructure(session.capabilities)
    offered = {name for name, value in advertised.items() if value not in (None, False)}
    assert offered <= EXERCISES.keys(), f"no exercise for {offered - EXERCISES.keys()}"
    # In the order of the exercises: those that change settings come last.
    for name, exercise in EXERCISES.items():
        if name in offered:
            await exercise(session)


async def test_what_is_not_offered_is_refused(client):
    with pytest.raises(Exception) as refusal:
        await client.protocol.send_request_async("gaolint/nonsense", {})
    assert refusal.value.code == types.ErrorCodes.MethodNotFound.value
