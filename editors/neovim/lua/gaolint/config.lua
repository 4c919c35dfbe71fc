-- What is configured, and the table that Neovim's LSP client gets.
local M = {}

M.defaults = {
  -- The program and its arguments, as a list; a string is the program alone.
  cmd = { 'gaolint', 'server' },
  filetypes = { 'text', 'markdown' },
  -- A folder that holds one of these is the root; without any, the draft's own folder.
  root_markers = { 'gaolint.toml', '.git' },
  -- Rules to run and to leave out, in place of those in gaolint.toml; empty leaves the file in charge.
  select = {},
  ignore = {},
}

-- Options that the server is told of. Those without a default are in charge only when set.
local SERVER_OPTIONS = {
  'select', 'ignore', 'severity', 'dictionary', 'watermarks', 'inlayHints', 'maxCharacters', 'workspaceDiagnostics',
  'logLevel',
}

M.options = vim.deepcopy(M.defaults)

function M.set(opts)
  local options = vim.tbl_extend('force', vim.deepcopy(M.defaults), opts or {})
  if type(options.cmd) == 'string' then
    options.cmd = { options.cmd, 'server' }
  end
  options.cmd = vim.deepcopy(options.cmd)
  options.cmd[1] = vim.fn.expand(options.cmd[1])
  M.options = options
end

--- Neovim 0.11 and newer keeps server configurations itself.
function M.native()
  return vim.fn.has('nvim-0.11') == 1
end

--- The folder that holds a root marker: the one given, or one above it. (`vim.fs` is absent from Neovim 0.7.)
local function nearest(folder)
  for _, marker in ipairs(M.options.root_markers) do
    if (vim.uv or vim.loop).fs_stat(folder .. '/' .. marker) then
      return folder
    end
  end
  local parent = vim.fn.fnamemodify(folder, ':h')
  return parent ~= folder and nearest(parent) or nil
end

function M.root(bufnr)
  local name = vim.api.nvim_buf_get_name(bufnr)
  local folder = name ~= '' and vim.fn.fnamemodify(name, ':p:h') or vim.fn.getcwd()
  return nearest(folder) or folder
end

--- Neovim 0.10 counts a position behind much Chinese text as the end of the line, unless positions are in UTF-8,
--- which it understands but does not offer. Other versions need no help.
local function capabilities()
  if vim.fn.has('nvim-0.10') == 0 or M.native() then
    return nil
  end
  local all = vim.lsp.protocol.make_client_capabilities()
  all.general = vim.tbl_extend('force', all.general or {}, { positionEncodings = { 'utf-8', 'utf-16' } })
  return all
end

--- The client configuration that follows from the options.
function M.client()
  local init_options = {}
  for _, name in ipairs(SERVER_OPTIONS) do
    local value = M.options[name]
    if value ~= nil and not (type(value) == 'table' and vim.tbl_isempty(value)) then
      init_options[name] = value
    end
  end
  return {
    name = 'gaolint',
    cmd = M.options.cmd,
    filetypes = M.options.filetypes,
    root_dir = function(bufnr, on_dir)
      on_dir(M.root(bufnr))
    end,
    capabilities = capabilities(),
    init_options = vim.tbl_isempty(init_options) and vim.empty_dict() or init_options,
  }
end

--- The configuration in force: on new Neovim with everything the user added through `vim.lsp.config`.
function M.resolved()
  return M.native() and vim.lsp.config.gaolint or M.client()
end

return M
