"""A client's side of a session: the documents it has open, and what the server has told it."""

import asyncio
import pathlib
from urllib.parse import unquote, urlsplit

from lsprotocol import types
from pygls.workspace import PositionCodec, TextDocument
from pytest_lsp import LanguageClient
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features
from schema import make_converter

PATIENCE = 60
"""Seconds after which a test fails that would otherwise hang; far longer than anything takes."""


def make_client():
    """pytest-lsp's client, which also keeps the versions of diagnostics, makes edits and takes registrations."""
    client = LanguageClient(converter_factory=make_converter)
    replaced = {types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS}
    register_lsp_features(client, {k: v for k, v in DEFAULT_CLIENT_FEATURES.items() if k not in replaced})
    client.session = session = Session(client)

    @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def publish(params: types.PublishDiagnosticsParams):
        session.published[params.uri] = params
        session.news.set()

    @client.feature(types.WORKSPACE_APPLY_EDIT)
    def apply_edit(params: types.ApplyWorkspaceEditParams):
        session.apply(params.edit)
        session.news.set()
        return types.ApplyWorkspaceEditResult(applied=True)

    @client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def register(params: types.RegistrationParams):
        return None

    @client.feature(types.WORKSPACE_INLAY_HINT_REFRESH)
    def refresh_hints(params: None):
        return None

    return client


class Session:
    def __init__(self, client):
        self.client = client
        self.capabilities = types.ServerCapabilities()
        self.documents = {}
        self.published = {}
        self.news = asyncio.Event()

    async def until(self, condition):
        """Waits for a message after which the condition holds."""

        async def wait():
            while not condition():
                self.news.clear()
                await self.news.wait()

        await asyncio.wait_for(wait(), PATIENCE)

    def open(self, file, text=None):
        """Opens a file; returns its document."""
        uri = file.as_uri()
        text = file.read_text(encoding="utf-8") if text is None else text
        codec = PositionCodec(self.capabilities.position_encoding or types.PositionEncodingKind.Utf16)
        document = TextDocument(uri, text, version=1, language_id="plaintext", position_codec=codec)
        self.documents[uri] = document
        item = types.TextDocumentItem(uri, "plaintext", 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return document

    def change(self, document, changes):
        """Makes changes, one after another, in the client's copy and the server's."""
        for change in changes:
            document.apply_change(change)
        document.version += 1
        name = types.VersionedTextDocumentIdentifier(document.version, document.uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(name, changes))

    def replace(self, document, *replacements):
        """Replaces (start, end, text), one after another, in one message. Positions are (line, character)."""
        changes = []
        preview = TextDocument(document.uri, document.source, position_codec=document.position_codec)
        for start, end, text in replacements:
            where = types.Range(types.Position(*start), types.Position(*end))
            where = preview.position_codec.range_to_client_units(preview.lines, where)
            changes.append(types.TextDocumentContentChangePartial(where, text))
            preview.apply_change(changes[-1])
        self.change(document, changes)

    def close(self, document):
        del self.documents[document.uri]
        name = types.TextDocumentIdentifier(document.uri)
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(name))

    def edit(self, document, edits):
        """Makes text edits, which all speak of the text before the first."""
        backward = sorted(edits, key=lambda edit: (edit.range.start.line, edit.range.start.character), reverse=True)
        self.change(document, [types.TextDocumentContentChangePartial(e.range, e.new_text) for e in backward])

    def apply(self, edit: types.WorkspaceEdit):
        """Makes an edit of the workspace, in open documents and in files."""
        by_uri = dict(edit.changes or {})
        for change in edit.document_changes or []:
            if isinstance(change, types.TextDocumentEdit):
                by_uri[change.text_document.uri] = change.edits
            elif isinstance(change, types.CreateFile):
                path_of(change.uri).touch()
            else:
                raise AssertionError(f"an unexpected kind of change: {change}")
        for uri, edits in by_uri.items():
            if uri in self.documents:
                self.edit(self.documents[uri], edits)
            else:
                self._edit_file(uri, edits)

    def _edit_file(self, uri, edits):
        file = path_of(uri)
        document = self.open(file)
        self.edit(document, edits)
        file.write_text(document.source, encoding="utf-8")
        self.close(document)

    async def findings(self, document):
        """The diagnostics of a document as it is now, by the way that the server offers."""
        if self.capabilities.diagnostic_provider:
            options = self.capabilities.diagnostic_provider
            params = types.DocumentDiagnosticParams(self.name(document), identifier=options.identifier)
            report = await self.client.text_document_diagnostic_async(params)
            return list(report.items)
        await self.until(lambda: self._version(document) == document.version)
        return list(self.published[document.uri].diagnostics)

    async def eventually(self, ask):
        """Asks again until the answer is something."""

        async def answer():
            while not (value := await ask()):
                await asyncio.sleep(0.05)
            return value

        return await asyncio.wait_for(answer(), PATIENCE)

    async def settles(self, document, condition):
        """Waits until a document's diagnostics are as they should be; settings change without a new version."""

        async def holds():
            return condition(await self.findings(document))

        await self.eventually(holds)

    def _version(self, document):
        published = self.published.get(document.uri)
        return published.version if published else None

    def name(self, document):
        return types.TextDocumentIdentifier(document.uri)

    def whole(self, document):
        """The range from the beginning to the end."""
        return types.Range(types.Position(0, 0), types.Position(len(document.lines) + 1, 0))


def path_of(uri):
    return pathlib.Path(unquote(urlsplit(uri).path))
