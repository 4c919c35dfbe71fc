" What ALE is told of gaolint. It asks the command line and not the language server: ALE takes the columns of a language
" server for bytes, which puts every mark behind a Chinese character in the wrong place, and its repairs too.
scriptencoding utf-8

let s:types = {'error': 'E', 'warning': 'W', 'info': 'I'}

call ale#Set('gaolint_executable', 'gaolint')
call ale#Set('gaolint_options', '')

" Both run in the draft's folder, so that its gaolint.toml holds.
function! gaolint#Define(filetype) abort
  call ale#linter#Define(a:filetype, {
  \   'name': 'gaolint',
  \   'executable': {buffer -> ale#Var(buffer, 'gaolint_executable')},
  \   'command': {buffer -> '%e check - --format json --quiet' . ale#Pad(ale#Var(buffer, 'gaolint_options'))},
  \   'cwd': '%s:h',
  \   'callback': 'gaolint#Findings',
  \ })
endfunction

" The findings, as ALE keeps them: columns in bytes, the end included.
function! gaolint#Findings(buffer, output) abort
  let l:found = []
  for l:file in get(ale#util#FuzzyJSONDecode(a:output, {}), 'files', [])
    for l:finding in l:file.findings
      let l:start = l:finding.range.start
      let l:end = l:finding.range.end
      call add(l:found, {
      \   'lnum': l:start.line,
      \   'col': s:Bytes(a:buffer, l:start) + 1,
      \   'end_lnum': l:end.line,
      \   'end_col': s:Bytes(a:buffer, l:end),
      \   'code': l:finding.code,
      \   'text': l:finding.message,
      \   'type': s:types[l:finding.severity],
      \ })
    endfor
  endfor
  return l:found
endfunction

" How many bytes of its line lie before a place, whose column counts characters from 1.
function! s:Bytes(buffer, place) abort
  let l:line = get(getbufline(a:buffer, a:place.line), 0, '')
  let l:bytes = byteidx(l:line, a:place.column - 1)
  return l:bytes < 0 ? len(l:line) : l:bytes
endfunction

" For :ALEFix: the draft with everything repaired that is safe to repair.
function! gaolint#Fix(buffer) abort
  let l:program = ale#Escape(ale#Var(a:buffer, 'gaolint_executable'))
  let l:options = ale#Pad(ale#Var(a:buffer, 'gaolint_options'))
  return {'cwd': '%s:h', 'command': l:program . ' check - --fix --quiet' . l:options}
endfunction
