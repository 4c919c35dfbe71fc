# Sourced by tests/run: the parts about editors. Pictures of what they did lie in $TOOLS/shots.

readonly SHOTS=$TOOLS/shots

editor_parts() {
  part 'protocol' protocol
  part 'VS Code extension' vscode_extension
  part 'VS Code' vscode
  part 'Neovim of Debian 12' neovim_installed
  part 'Neovim of Debian 13' neovim_of_suite trixie
  part 'Neovim 0.11' neovim_of_pypi
  part 'Neovim, newest' neovim_of_suite sid
}

# The server against the protocol's schema, with a client that none of us wrote.
protocol() {
  local program
  program=$(gaolint_program) || return
  python_tools || skip 'neither Python nor a way to install its packages'
  bash tests/editors/conformance/run "$TOOLS/python-1/bin/python" "$program"
}

node_modules() {
  have npm nodejs npm || skip 'neither Node nor a way to install it'
  [ "$1/node_modules/.package-lock.json" -nt "$1/package-lock.json" ] ||
    npm --prefix "$1" ci --ignore-scripts --no-audit --no-fund
}

# Types, strings, and the package with the server inside.
vscode_extension() {
  local program
  program=$(gaolint_program) || return
  node_modules editors/vscode || return
  mkdir -p "$TOOLS/package" && strip -o "$TOOLS/package/gaolint" "$program" || return
  node editors/vscode/package.mjs --program "$TOOLS/package/gaolint" --out "$TOOLS/package/gaolint.vsix"
}

vscode() {
  local program
  program=$(gaolint_program) || return
  [ -e "$TOOLS/package/gaolint.vsix" ] || skip 'the extension was not packaged'
  { have chromium && have rg ripgrep && fc-list :lang=zh 2>/dev/null | grep -q . || install_packages fonts-noto-cjk; } ||
    skip 'neither Chromium nor a way to install it'
  node_modules tests/editors/vscode || return
  once vscode-4.100.3 bash tests/editors/vscode/install || skip 'code-server cannot be had'
  bash tests/editors/vscode/run "$TOOLS/vscode-4.100.3" "$TOOLS/package/gaolint.vsix" "$program" "$SHOTS/vscode"
}

neovim() {
  local program
  program=$(gaolint_program) && bash tests/editors/neovim/run "$1" "$program"
}

neovim_installed() {
  have nvim neovim || skip 'neither Neovim nor a way to install it'
  neovim nvim
}

neovim_of_suite() {
  once "neovim-$1" bash tests/editors/fetch-debian "$1" neovim nvim || skip "Neovim of Debian $1 cannot be had"
  neovim "$TOOLS/neovim-$1/nvim"
}

neovim_of_pypi() {
  python_tools || skip 'neither Python nor a way to install its packages'
  neovim "$TOOLS/python-1/bin/nvim"
}
