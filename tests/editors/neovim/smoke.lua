-- Runs inside Neovim; leaves with status 1 on the first failed expectation.

-- An emoji before the mark is four bytes, two UTF-16 units and one character: it shows slips between encodings.
local DRAFT = { '会议指出，😀成绩来之不易，，要倍加珍惜。', '会议要求，要加强领导，，明确责任。' }
local FIXED = { '会议指出，😀成绩来之不易，要倍加珍惜。', '会议要求，要加强领导，明确责任。' }

local function wait_for(what, condition)
  assert(vim.wait(20000, condition, 20), 'timed out waiting for ' .. what)
end

local function line(number)
  return vim.api.nvim_buf_get_lines(0, number - 1, number, false)[1]
end

local function doubled_marks()
  return vim.tbl_filter(function(diagnostic)
    return diagnostic.code == 'PU208'
  end, vim.diagnostic.get(0))
end

local function clients()
  return (vim.lsp.get_clients or vim.lsp.get_active_clients)({ name = 'gaolint' })
end

local function open_draft()
  local file = vim.env.WORK .. '/样例.txt'
  vim.fn.writefile(DRAFT, file)
  vim.cmd('edit ' .. vim.fn.fnameescape(file))
  wait_for('two findings', function()
    return #doubled_marks() == 2
  end)
  return file
end

local function findings_cover_the_marks()
  for number, diagnostic in ipairs(doubled_marks()) do
    local covered = line(number):sub(diagnostic.col + 1, diagnostic.end_col)
    assert(covered == '，，', 'the finding covers ' .. covered)
    assert(diagnostic.source == 'gaolint', 'the source is ' .. tostring(diagnostic.source))
  end
end

local function quick_fix_repairs_one_place()
  vim.api.nvim_win_set_cursor(0, { 1, doubled_marks()[1].col })
  vim.ui.select = function(items, _, choose)
    choose(items[1], 1)
  end
  vim.lsp.buf.code_action({ context = { only = { 'quickfix' } }, apply = true })
  wait_for('the quick fix', function()
    return line(1) == FIXED[1]
  end)
  wait_for('one finding', function()
    return #doubled_marks() == 1
  end)
end

local function restart_brings_up_a_new_server()
  local before = clients()[1].id
  vim.cmd('GaolintRestart')
  wait_for('a new client', function()
    return #clients() == 1 and clients()[1].id ~= before
  end)
  wait_for('one finding', function()
    return #doubled_marks() == 1
  end)
end

local function fix_all_repairs_the_rest(file)
  vim.cmd('GaolintFixAll')
  assert(line(2) == FIXED[2], 'after :GaolintFixAll the line is ' .. line(2))
  assert(not require('gaolint').fix_all(), 'a second run changed something')
  vim.cmd('silent write')
  assert(vim.deep_equal(vim.fn.readfile(file), FIXED), 'the file differs from the buffer')
end

local function scratch_buffers_are_left_alone()
  local scratch = vim.api.nvim_create_buf(false, true)
  vim.bo[scratch].filetype = 'text'
  vim.wait(200)
  assert(not vim.lsp.buf_is_attached(scratch, clients()[1].id), 'a scratch buffer was attached')
end

local function placeholders_are_visited_in_a_circle()
  vim.api.nvim_buf_set_lines(0, 0, -1, false, { '请××局长介绍情况。', '从~年1月起，由某某同志负责。' })
  wait_for('three blanks', function()
    local codes = vim.tbl_map(function(diagnostic)
      return diagnostic.code
    end, vim.diagnostic.get(0))
    return vim.deep_equal(vim.fn.sort(codes), { 'RS604', 'RS604', 'RS605' })
  end)
  local visited = {}
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  for _, command in ipairs({ '', '', '', '', '!' }) do
    vim.cmd('GaolintNextPlaceholder' .. command)
    local cursor = vim.api.nvim_win_get_cursor(0)
    table.insert(visited, vim.fn.strcharpart(line(cursor[1]):sub(cursor[2] + 1), 0, 1))
  end
  assert(vim.deep_equal(visited, { '×', '~', '某', '×', '某' }), 'visited ' .. table.concat(visited))
  vim.cmd('silent undo')
end

local function main()
  local file = open_draft()
  findings_cover_the_marks()
  quick_fix_repairs_one_place()
  restart_brings_up_a_new_server()
  fix_all_repairs_the_rest(file)
  placeholders_are_visited_in_a_circle()
  scratch_buffers_are_left_alone()
end

local ok, failure = xpcall(main, debug.traceback)
if ok then
  io.stdout:write(('Neovim %s: ok\n'):format(tostring(vim.version())))
  vim.cmd('qall!')
else
  io.stderr:write(('FAILED %s\n%s\n'):format(failure, vim.fn.execute('messages')))
  vim.cmd('cquit 1')
end
