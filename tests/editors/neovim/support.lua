-- What the tests of the plugin share.
local M = {}

M.modern = vim.fn.has('nvim-0.8') == 1

function M.wait_for(what, condition)
  assert(vim.wait(20000, condition, 20), 'timed out waiting for ' .. what)
end

function M.lines()
  return vim.api.nvim_buf_get_lines(0, 0, -1, false)
end

function M.line(number)
  return vim.api.nvim_buf_get_lines(0, number - 1, number, false)[1]
end

--- The findings of the current buffer, those of one rule or all.
function M.findings(code)
  return vim.tbl_filter(function(diagnostic)
    return diagnostic.source == 'gaolint' and (code == nil or diagnostic.code == code)
  end, vim.diagnostic.get(0))
end

function M.wait_for_findings(code, count)
  M.wait_for(('%d of %s'):format(count, code), function()
    return #M.findings(code) == count
  end)
end

function M.client()
  local all = require('gaolint').clients(0)
  assert(#all == 1, #all .. ' clients')
  return all[1]
end

--- Opens a new file with these lines in the current window.
function M.open(name, lines, line_end)
  local file = vim.env.WORK .. '/' .. name
  local handle = assert(io.open(file, 'wb'))
  handle:write(table.concat(lines, line_end) .. line_end)
  handle:close()
  vim.cmd('edit ' .. vim.fn.fnameescape(file))
  return file
end

--- Opens the menu of code actions at the cursor and chooses the first.
function M.choose_first_action(kind)
  vim.ui.select = function(items, _, choose)
    choose(items[1], 1)
  end
  local context = { only = { kind } }
  vim.lsp.buf.code_action(M.modern and { context = context, apply = true } or context)
end

--- What the command line finds in the file, one string a finding.
local function found_by_command_line(file)
  local output = vim.fn.system({ vim.env.GAOLINT, 'check', file, '--format', 'json', '--quiet' })
  local found = {}
  for _, checked in ipairs(vim.json.decode(output).files) do
    for _, finding in ipairs(checked.findings) do
      local start = finding.range.start
      table.insert(found, ('%d:%d %s'):format(start.line, start.column, finding.code))
    end
  end
  return found
end

--- What the editor shows, in the same form. Its columns are bytes, those of the command line are characters.
local function shown()
  return vim.tbl_map(function(diagnostic)
    -- Findings from before the last edit may lie behind the end.
    local before = (M.line(diagnostic.lnum + 1) or ''):sub(1, diagnostic.col)
    return ('%d:%d %s'):format(diagnostic.lnum + 1, vim.fn.strchars(before) + 1, diagnostic.code)
  end, M.findings())
end

--- Writes the buffer, and waits until the editor shows what the command line finds in the file: it does so only when
--- the server's copy of the text is the buffer's.
function M.wait_for_agreement(file)
  vim.cmd('silent write')
  local expected = found_by_command_line(file)
  table.sort(expected)
  local last
  local agreed = vim.wait(20000, function()
    last = shown()
    table.sort(last)
    return vim.deep_equal(last, expected)
  end, 20)
  assert(agreed, ('the editor shows %s, the command line finds %s'):format(vim.inspect(last), vim.inspect(expected)))
  return #expected
end

return M
