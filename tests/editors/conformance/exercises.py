"""One exercise a capability, by its name in the protocol."""

import asyncio

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from session import PATIENCE

EXERCISES = {}
CLEAN = "会议强调，要真抓实干。\n"
DOUBLED = "会议强调，，要真抓实干。\n"


def exercises(name):
    def register(exercise):
        EXERCISES[name] = exercise
        return exercise

    return register


def draft(session):
    return session.open(session.folder / "讲话稿.txt")


def at(line, character):
    return types.Position(line, character)


async def finding(session, document, code):
    """The first finding of a rule."""
    found = [it for it in await session.findings(document) if it.code == code]
    assert found, f"no {code}"
    return min(found, key=lambda it: (it.range.start.line, it.range.start.character))


@exercises("positionEncoding")
async def positions_are_in_an_encoding_that_the_client_knows(session):
    general = session.client.capabilities.general
    known = (general and general.position_encodings) or [types.PositionEncodingKind.Utf16]
    assert session.capabilities.position_encoding in known
    document = session.open(session.folder / "编码.txt", "😀𠮷县" + DOUBLED)
    found = await finding(session, document, "PU208")
    covered = document.lines[0][slice(*(document.position_codec.position_from_client_units(document.lines, it).character
                                        for it in (found.range.start, found.range.end)))]
    assert covered == "，，"
    session.close(document)


@exercises("textDocumentSync")
async def the_server_keeps_up_with_edits(session):
    assert session.capabilities.text_document_sync.change == types.TextDocumentSyncKind.Incremental
    document = session.open(session.folder / "同步.txt", CLEAN)
    assert await session.findings(document) == []
    steps = [
        lambda: session.replace(document, ((0, 0), (0, 0), "😀𠮷县"), ((0, 0), (0, 0), DOUBLED)),
        lambda: session.replace(document, ((1, 0), (1, 3), ""), ((0, 0), (0, 1), "一是好。。"), ((0, 3), (0, 3), "\r\n")),
        lambda: session.change(document, [types.TextDocumentContentChangeWholeDocument("二是好，，\r三是𠮷、、好。\r\n")]),
        lambda: session.replace(document, ((1, 2), (1, 3), ""), ((2, 0), (2, 0), "四是𠮷；；")),
        lambda: session.change(document, []),
    ]
    for step in steps:
        step()
        again = session.open(session.folder / f"同步-{document.version}.txt", document.source)
        places = [(it.code, it.range) for it in await session.findings(again)]
        await session.settles(document, lambda found: [(it.code, it.range) for it in found] == places)
        session.close(again)
    session.client.text_document_did_save(types.DidSaveTextDocumentParams(session.name(document)))
    session.close(document)


@exercises("hoverProvider")
async def a_hover_explains_the_rule(session):
    document = draft(session)
    found = await finding(session, document, "WD401")
    hover = await session.client.text_document_hover_async(
        types.HoverParams(session.name(document), found.range.start))
    assert "WD401" in str(hover.contents)
    nothing = await session.client.text_document_hover_async(types.HoverParams(session.name(document), at(2, 0)))
    assert nothing is None
    session.close(document)


async def code_actions(session, document, where, only=None, diagnostics=()):
    context = types.CodeActionContext(list(diagnostics), only=only)
    params = types.CodeActionParams(session.name(document), where, context)
    return await session.client.text_document_code_action_async(params) or []


async def edit_of(session, action):
    """The edit of an action, asked for where the server leaves it out."""
    if action.edit is None and session.capabilities.code_action_provider.resolve_provider:
        action = await session.client.code_action_resolve_async(action)
    return action.edit


@exercises("codeActionProvider")
async def code_actions_are_offered_and_repair(session):
    kinds = session.capabilities.code_action_provider.code_action_kinds
    document = draft(session)
    found = await finding(session, document, "PU208")
    offered = await code_actions(session, document, found.range, diagnostics=[found])
    if not session.client.capabilities.text_document:
        # Such a client takes commands only, and does not say that it applies edits.
        assert all(isinstance(it, types.Command) for it in offered)
        session.close(document)
        return
    for action in offered:
        assert any(action.kind == kind or action.kind.startswith(kind + ".") for kind in kinds), action.kind
    best = [action for action in offered if action.is_preferred]
    assert len(best) == 1 and best[0].kind == types.CodeActionKind.QuickFix
    before = len(await session.findings(document))
    session.apply(await edit_of(session, best[0]))
    assert len(await session.findings(document)) == before - 1
    for kind in kinds:
        for action in await code_actions(session, document, session.whole(document), only=[kind]):
            assert action.kind == kind or action.kind.startswith(kind + "."), f"{action.kind} in place of {kind}"
    (all_safe,) = await code_actions(session, document, session.whole(document), only=["source.fixAll.gaolint"])
    session.apply(await edit_of(session, all_safe))
    assert "推诿扯皮" in document.source and "调动群众参与的积极性" in document.source
    assert not await code_actions(session, document, session.whole(document), only=["source.fixAll.gaolint"])
    session.close(document)


@exercises("completionProvider")
async def the_next_marker_is_completed(session):
    (trigger, *_) = session.capabilities.completion_provider.trigger_characters
    document = session.open(session.folder / "补全.txt", f"一是抓好灌区改造{trigger}二是抓好农村供水{trigger}")
    end = document.position_codec.range_to_client_units(
        document.lines, types.Range(at(0, 0), at(0, len(document.lines[0])))).end
    context = types.CompletionContext(types.CompletionTriggerKind.TriggerCharacter, trigger)
    answer = await session.client.text_document_completion_async(
        types.CompletionParams(session.name(document), end, context=context))
    items = answer.items if isinstance(answer, types.CompletionList) else answer
    assert any("三是" in item.label for item in items), items
    session.close(document)


@exercises("documentSymbolProvider")
async def symbols_are_the_outline(session):
    document = draft(session)
    symbols = await session.client.text_document_document_symbol_async(
        types.DocumentSymbolParams(session.name(document)))
    names = [name for symbol in symbols for name in names_below(symbol)]
    assert any("认清形势" in name for name in names), names
    session.close(document)


def names_below(symbol):
    yield symbol.name
    for child in getattr(symbol, "children", None) or []:
        yield from names_below(child)


@exercises("foldingRangeProvider")
async def folds_lie_in_the_draft(session):
    document = draft(session)
    folds = await session.client.text_document_folding_range_async(types.FoldingRangeParams(session.name(document)))
    assert folds and all(0 <= fold.start_line <= fold.end_line < len(document.lines) for fold in folds)
    session.close(document)


@exercises("selectionRangeProvider")
async def selections_grow(session):
    document = draft(session)
    positions = [at(6, 30), at(12, 3)]
    selections = await session.client.text_document_selection_range_async(
        types.SelectionRangeParams(session.name(document), positions))
    assert len(selections) == len(positions)
    for selection in selections:
        while selection.parent:
            inner, outer = selection.range, selection.parent.range
            assert outer.start <= inner.start and inner.end <= outer.end
            selection = selection.parent
    session.close(document)


@exercises("documentHighlightProvider")
async def a_series_is_highlighted(session):
    document = session.open(session.folder / "高亮.txt", "一是抓好灌区改造；二是抓好农村供水；三是抓好资金保障。\n")
    highlights = await session.client.text_document_document_highlight_async(
        types.DocumentHighlightParams(session.name(document), at(0, 0)))
    assert len(highlights) == 3
    session.close(document)


@exercises("documentFormattingProvider")
async def formatting_repairs_marks_alone(session):
    document = session.open(session.folder / "排版.txt", "会议强调，，要反对推萎扯皮。\n")
    options = types.FormattingOptions(tab_size=4, insert_spaces=True)
    edits = await session.client.text_document_formatting_async(
        types.DocumentFormattingParams(session.name(document), options))
    session.edit(document, edits)
    assert document.source == "会议强调，要反对推萎扯皮。\n"
    session.close(document)


@exercises("documentRangeFormattingProvider")
async def formatting_keeps_to_its_range(session):
    document = session.open(session.folder / "局部排版.txt", DOUBLED * 2)
    options = types.FormattingOptions(tab_size=4, insert_spaces=True)
    first_line = types.Range(at(0, 0), at(1, 0))
    edits = await session.client.text_document_range_formatting_async(
        types.DocumentRangeFormattingParams(session.name(document), first_line, options))
    session.edit(document, edits)
    assert document.source == CLEAN + DOUBLED
    session.close(document)


@exercises("inlayHintProvider")
async def hints_are_shown_when_wanted(session):
    document = draft(session)
    params = types.InlayHintParams(session.name(document), session.whole(document))
    assert not await session.client.text_document_inlay_hint_async(params)
    session.client.set_configuration({"inlayHints": True}, section="gaolint")
    session.client.workspace_did_change_configuration(
        types.DidChangeConfigurationParams({"gaolint": {"inlayHints": True}}))
    hints = await session.eventually(lambda: session.client.text_document_inlay_hint_async(params))
    assert any("（三）" in str(hint.label) for hint in hints), hints
    session.close(document)


@exercises("diagnosticProvider")
async def diagnostics_are_given_when_asked_for(session):
    options = session.capabilities.diagnostic_provider
    document = draft(session)
    first = await session.client.text_document_diagnostic_async(
        types.DocumentDiagnosticParams(session.name(document), identifier=options.identifier))
    assert isinstance(first, types.RelatedFullDocumentDiagnosticReport) and first.items
    second = await session.client.text_document_diagnostic_async(
        types.DocumentDiagnosticParams(
            session.name(document), identifier=options.identifier, previous_result_id=first.result_id))
    assert isinstance(second, types.RelatedUnchangedDocumentDiagnosticReport)
    assert document.uri not in session.published, "diagnostics were both pushed and asked for"
    session.close(document)
    if options.workspace_diagnostics:
        await the_whole_workspace_can_be_asked_about(session)


async def the_whole_workspace_can_be_asked_about(session):
    (session.folder / "没有打开.txt").write_text(DOUBLED, encoding="utf-8")
    report = await session.client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams([]))
    by_uri = {item.uri: item for item in report.items}
    unopened = by_uri[(session.folder / "没有打开.txt").as_uri()]
    assert [it.code for it in unopened.items] == ["PU208"]
    known = [types.PreviousResultId(uri, item.result_id) for uri, item in by_uri.items() if item.result_id]
    again = await session.client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams(known))
    assert all(isinstance(item, types.WorkspaceUnchangedDocumentDiagnosticReport) for item in again.items)


@exercises("workspace")
async def folders_come_and_go(session):
    if not session.capabilities.workspace.workspace_folders.change_notifications:
        return
    other = session.folder.parent / f"{session.folder.name}-另一处"
    other.mkdir()
    (other / "gaolint.toml").write_text('ignore = ["PU208"]\n', encoding="utf-8")
    folder = types.WorkspaceFolder(other.as_uri(), "另一处")
    for added, removed in ([folder], []), ([], [folder]):
        session.client.workspace_did_change_workspace_folders(
            types.DidChangeWorkspaceFoldersParams(types.WorkspaceFoldersChangeEvent(added, removed)))
        document = session.open(other / "稿.txt", DOUBLED)
        assert await session.findings(document) == []
        session.close(document)


@exercises("executeCommandProvider")
async def commands_are_carried_out(session):
    provider = session.capabilities.execute_command_provider
    document = session.open(session.folder / "命令.txt", "调动群众的积本资料权属好文章资源网严禁复制剽窃极性，，不得推萎扯皮。\n会议强调，，要齐心胁力。\n")
    # In this order: residue taken out, one finding left, a word allowed, a rule switched off.
    arguments = {
        "gaolint.checkWorkspace": [],
        "gaolint.cleanResidue": [document.uri],
        "gaolint.ignoreHere": [{"uri": document.uri, "code": "PU208", "hash": ""}],
        "gaolint.addToDictionary": [{"uri": document.uri, "word": "推萎"}],
        "gaolint.ignoreRule": [{"uri": document.uri, "code": "PU208"}],
        "gaolint.restart": [],
        "gaolint.status": [{"uri": document.uri}],
        "gaolint.rules": [],
    }
    assert set(provider.commands) <= arguments.keys(), provider.commands
    for command in [it for it in arguments if it in provider.commands]:
        await execute(session, document, command, arguments[command])
        if command == "gaolint.cleanResidue" and session.client.capabilities.text_document:
            await session.until(lambda: document.source.startswith("调动群众的积极性"))
    if session.client.capabilities.text_document:
        # Only the word that nobody has allowed.
        await session.settles(document, lambda found: [it.code for it in found] == ["WD401"])
    with pytest.raises(JsonRpcException) as refusal:
        await session.client.workspace_execute_command_async(types.ExecuteCommandParams("gaolint.nonsense", []))
    assert refusal.value.code == types.ErrorCodes.InvalidParams.value
    session.close(document)


async def execute(session, document, command, arguments):
    """Runs a command, with the arguments of a code action that offers it if there is one."""
    offered = await code_actions(session, document, session.whole(document))
    offers = [it.command for it in offered if isinstance(it, types.CodeAction) and it.command]
    arguments = next((it.arguments for it in offers if it.command == command), arguments)
    try:
        params = types.ExecuteCommandParams(command, arguments)
        await asyncio.wait_for(session.client.workspace_execute_command_async(params), PATIENCE)
    except JsonRpcException as refusal:
        # A client that cannot be asked to make an edit, and one without code actions, is told so.
        assert not session.client.capabilities.text_document, f"{command}: {refusal}"
