" Lets :ALEFix know of gaolint, once ALE is there.
if exists('g:loaded_gaolint')
  finish
endif
let g:loaded_gaolint = 1

augroup gaolint
  autocmd!
  autocmd FileType text,markdown call s:Register()
augroup END

function! s:Register() abort
  if exists('g:loaded_ale') && !exists('s:registered')
    let s:registered = 1
    call ale#fix#registry#Add('gaolint', 'gaolint#Fix', ['text', 'markdown'], '修复讲话稿、公文中可安全修复的问题')
  endif
endfunction
