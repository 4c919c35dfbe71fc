-- Edits of every kind, in texts with characters beyond the basic plane and with both kinds of line ends. Each changes what
-- is wrong with the text, so that a server that has lost an edit is found out.
local support = require('support')

local M = {}

local DRAFT = {
  '😀会议指出，成绩来之不易，，要倍加珍惜。',
  '会议要求，𠮷县要加强领导，，明确责任。',
  '一是抓好灌区改造。二是抓好供水。二是抓好管护。',
  '会议强调，要真抓实干。',
}

local function feed(keys)
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(keys, true, false, true), 'xt', false)
end

local EDITS = {
  { 'type beyond the basic plane', function() feed('ggA𠮷县、、😀<Esc>') end },
  { 'a new line', function() feed('ggo会议认为，，𠮷<CR>😀同志们。。<Esc>') end },
  { 'delete a character', function() feed('gg0x') end },
  { 'delete a line', function() feed('2Gdd') end },
  { 'undo', function() feed('u') end },
  { 'join lines', function() feed('ggJJ') end },
  { 'replace', function() vim.cmd('silent %s/𠮷/青禾/ge') end },
  { 'paste', function() feed('ggyyGp') end },
  { 'delete everything', function() vim.cmd('silent %delete _') end },
  { 'bring it back', function() feed('u') end },
  { 'set from a script', function() vim.api.nvim_buf_set_lines(0, 0, 1, false, { '好，，😀，，好', '，，' }) end },
}

local function edits_arrive(line_end, format)
  local file = support.open('增改-' .. format .. '.txt', DRAFT, line_end)
  assert(vim.bo.fileformat == format, 'the line ends are ' .. vim.bo.fileformat)
  assert(support.wait_for_agreement(file) >= 3, 'too little is wrong with the draft')
  for _, edit in ipairs(EDITS) do
    local name, change = unpack(edit)
    change()
    local ok, failure = pcall(support.wait_for_agreement, file)
    assert(ok, ('after “%s” (%s): %s'):format(name, format, failure))
  end
end

--- A burst of edits without a pause between them.
local function bursts_arrive()
  local file = support.open('连打.txt', DRAFT, '\n')
  support.wait_for_agreement(file)
  for round = 1, 100 do
    local typed = round % 3 == 0 and '😀，，' or '稿'
    vim.api.nvim_buf_set_text(0, 1, 0, 1, 0, { typed })
    if round % 4 == 0 then
      vim.api.nvim_buf_set_text(0, 1, 0, 1, #typed, { '' })
    end
  end
  assert(support.wait_for_agreement(file) >= 3, 'too little is wrong with the draft')
end

function M.run()
  edits_arrive('\n', 'unix')
  edits_arrive('\r\n', 'dos')
  bursts_arrive()
end

return M
