-- The plugin's face: setup, and what its commands do.
local config = require('gaolint.config')

local M = {}

local FIX_ALL = 'source.fixAll.gaolint'
-- Placeholders that were never filled in, and text that was masked.
local BLANKS = { RS604 = true, RS605 = true }
local TIMEOUT_MS = 3000

local function say(message, level, notify)
  -- Scheduled, because a message of an autocommand is shown as that command's failure, with a stack trace.
  vim.schedule(function()
    (notify or vim.notify)('gaolint：' .. message, level)
  end)
end

--- The running gaolint clients, of one buffer or of all.
function M.clients(bufnr)
  -- Neovim 0.7 knows no filter, and 0.12 no `get_active_clients`.
  return vim.tbl_filter(function(client)
    return client.name == 'gaolint' and (bufnr == nil or vim.lsp.buf_is_attached(bufnr, client.id))
  end, (vim.lsp.get_clients or vim.lsp.get_active_clients)())
end

--- Calls a client's method, which takes the client itself from Neovim 0.11 on.
function M.call(client, method, ...)
  if config.native() then
    return client[method](client, ...)
  end
  return client[method](...)
end

--- Whether the program can be run. When it cannot, `notify` says so: Neovim itself would only write to its log.
local function installed(notify)
  local cmd = config.resolved().cmd
  if type(cmd) ~= 'table' or vim.fn.executable(cmd[1]) == 1 then
    return true
  end
  say(
    ('找不到程序“%s”。请先安装，或在 setup 的 cmd 中写明它的路径。详情见 :checkhealth gaolint'):format(cmd[1]),
    vim.log.levels.ERROR,
    notify
  )
  return false
end

--- Whether the buffer is a draft: text of the user's own, not a help page, a terminal or a floating window.
local function is_draft(bufnr)
  return vim.api.nvim_buf_is_loaded(bufnr)
    and vim.bo[bufnr].buftype == ''
    and vim.tbl_contains(config.resolved().filetypes, vim.bo[bufnr].filetype)
end

--- What `vim.lsp.start` does, for Neovim 0.7, which lacks it: one client a root folder.
local function start_or_reuse(client_config, bufnr)
  for _, client in ipairs(M.clients()) do
    if client.config.root_dir == client_config.root_dir then
      return vim.lsp.buf_attach_client(bufnr, client.id)
    end
  end
  local id = vim.lsp.start_client(client_config)
  return id and vim.lsp.buf_attach_client(bufnr, id)
end

--- Starts the server for a draft, or attaches the draft to the one that runs.
local function start(bufnr)
  local client_config = vim.deepcopy(config.resolved())
  local function start_in(root_dir)
    client_config.root_dir = root_dir
    if vim.lsp.start then
      vim.lsp.start(client_config, { bufnr = bufnr, reuse_client = client_config.reuse_client })
    else
      start_or_reuse(client_config, bufnr)
    end
  end
  if type(client_config.root_dir) == 'function' then
    client_config.root_dir(bufnr, start_in)
  else
    start_in(client_config.root_dir or config.root(bufnr))
  end
end

local function start_everywhere()
  for _, bufnr in ipairs(vim.tbl_filter(is_draft, vim.api.nvim_list_bufs())) do
    start(bufnr)
  end
end

--- Checks drafts from now on. `opts` replaces entries of `require('gaolint.config').defaults`.
function M.setup(opts)
  if vim.fn.has('nvim-0.7') == 0 then
    say('需要 Neovim 0.7 或更新的版本。', vim.log.levels.ERROR)
    return
  end
  config.set(opts)
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('gaolint', { clear = true }),
    pattern = config.options.filetypes,
    callback = function(event)
      if is_draft(event.buf) and installed(vim.notify_once) and not config.native() then
        start(event.buf)
      end
    end,
  })
  if config.native() then
    vim.lsp.config('gaolint', config.client())
    vim.lsp.enable('gaolint')
  elseif vim.v.vim_did_enter == 1 and vim.fn.executable(config.options.cmd[1]) == 1 then
    start_everywhere()
  end
end

--- Stops the servers and starts them afresh, as after an upgrade of the program.
function M.restart()
  local function stop_all(force)
    for _, client in ipairs(M.clients()) do
      M.call(client, 'stop', force)
    end
    return vim.wait(TIMEOUT_MS, function()
      return #M.clients() == 0
    end, 20)
  end
  if not stop_all(false) then
    stop_all(true)
  end
  if installed() then
    start_everywhere()
  end
end

--- The action that applies every safe fix, from one client; nil when there is nothing to fix.
local function fix_all_action(client, bufnr)
  local params = {
    textDocument = vim.lsp.util.make_text_document_params(bufnr),
    range = {
      start = { line = 0, character = 0 },
      ['end'] = { line = vim.api.nvim_buf_line_count(bufnr), character = 0 },
    },
    context = { only = { FIX_ALL }, diagnostics = {} },
  }
  local response, failure = M.call(client, 'request_sync', 'textDocument/codeAction', params, TIMEOUT_MS, bufnr)
  local action = response and response.result and response.result[1]
  if action and not action.edit then
    response, failure = M.call(client, 'request_sync', 'codeAction/resolve', action, TIMEOUT_MS, bufnr)
    action = response and response.result
  end
  return action, failure or (response and response.err and response.err.message)
end

--- Applies every safe fix of the buffer (the current one when left out). Waits for the server, so that it can
--- run before a file is written. Returns whether anything was changed.
function M.fix_all(bufnr)
  bufnr = (bufnr == nil or bufnr == 0) and vim.api.nvim_get_current_buf() or bufnr
  local client = M.clients(bufnr)[1]
  if not client then
    say('没有为当前文件运行，未作任何修改。详情见 :checkhealth gaolint', vim.log.levels.WARN)
    return false
  end
  local action, failure = fix_all_action(client, bufnr)
  if failure then
    say('未作任何修改：' .. failure, vim.log.levels.ERROR)
  elseif not (action and action.edit) then
    say('没有可以安全修复的问题。', vim.log.levels.INFO)
  else
    vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
    return true
  end
  return false
end

--- Has the server carry out a command of its own.
local function execute(command, ...)
  local client = M.clients(vim.api.nvim_get_current_buf())[1]
  if not client then
    say('没有为当前文件运行，什么也没有做。详情见 :checkhealth gaolint', vim.log.levels.WARN)
    return
  end
  M.call(client, 'request', 'workspace/executeCommand', { command = command, arguments = { ... } }, function(failure)
    if failure then
      say(failure.message, vim.log.levels.ERROR)
    end
  end)
end

--- Takes watermarks, page numbers and what else a site or a scanner left out of the current buffer.
function M.clean()
  execute('gaolint.cleanResidue', vim.uri_from_bufnr(0))
end

--- Checks every draft of the root folder, open or not.
function M.check_workspace()
  execute('gaolint.checkWorkspace')
end

--- The places of the buffer that wait to be filled in, in order.
local function blanks(bufnr)
  local found = vim.tbl_filter(function(diagnostic)
    return diagnostic.source == 'gaolint' and BLANKS[diagnostic.code] ~= nil
  end, vim.diagnostic.get(bufnr))
  table.sort(found, function(a, b)
    return a.lnum < b.lnum or (a.lnum == b.lnum and a.col < b.col)
  end)
  return found
end

--- Moves the cursor to the next blank of the current buffer, or to the previous one when `backward`. After the last
--- comes the first. Returns whether there is one.
function M.next_placeholder(backward)
  local line, column = unpack(vim.api.nvim_win_get_cursor(0))
  local found = blanks(vim.api.nvim_get_current_buf())
  local from, to, step = 1, #found, 1
  if backward then
    from, to, step = #found, 1, -1
  end
  local target = found[from]
  for place = from, to, step do
    local blank = found[place]
    local is_after = blank.lnum > line - 1 or (blank.lnum == line - 1 and blank.col > column)
    local is_before = blank.lnum < line - 1 or (blank.lnum == line - 1 and blank.col < column)
    if (backward and is_before) or (not backward and is_after) then
      target = blank
      break
    end
  end
  if not target then
    say('没有要填的空了。', vim.log.levels.INFO)
    return false
  end
  -- So that `''` leads back.
  vim.cmd("normal! m'")
  vim.api.nvim_win_set_cursor(0, { target.lnum + 1, target.col })
  return true
end

return M
