#!/usr/bin/env bash
# Run the two commands of the README on bare Debian systems: as root in a plain folder, then as an
# ordinary user whose folder has a space and Cyrillic letters in its name; both with LANG=C.
#
# usage: tools/bare.sh [--quick | --container] SUITE...      such as: tools/bare.sh bookworm trixie
#   --quick        run the quick tests only, and as root only
#   --container    do the steps of the Containerfile in place of the commands, then run the tests
#
# Needs root, debootstrap and Debian's packages. Exits with 77 where a system cannot be made, so
# that whoever calls can tell «could not be tried» from «failed».
#
# What is tried is the last commit, cloned. A system lies below .bare and is made once; each trial
# has a fresh copy of it. Mounts and processes end with the trial.
set -euo pipefail
cd "$(dirname "$0")/.."

# What the README asks for, and Debian's minimal system lacks.
readonly PACKAGES=python3,python3-venv,make,ca-certificates,git
readonly CERTIFICATES=etc/ssl/certs/ca-certificates.crt
readonly CANNOT=77

# The bare system of a suite, made if it is not there; prints its folder.
system() {
  local suite=$1 base=.bare/$1
  if [ ! -e "$base/.made" ]; then
    rm -rf "$base"
    mkdir -p .bare
    debootstrap --variant=minbase --include="$PACKAGES" "$suite" "$base" > ".bare/$suite.log" 2>&1 || {
      tail -n 3 ".bare/$suite.log" >&2
      return $CANNOT
    }
    touch "$base/.made"
  fi
  echo "$base"
}

# A fresh copy of a system that reaches the network as this machine does; prints its folder.
fresh() {
  local base=$1 root=.bare/trial-$$
  rm -rf "$root"
  cp -a --reflink=auto "$base" "$root"
  cp -L /etc/resolv.conf "$root/etc/resolv.conf"
  [ ! -e "/$CERTIFICATES" ] || cp -L "/$CERTIFICATES" "$root/$CERTIFICATES"
  echo "$root"
}

# Run a command in a system as a user: inside ROOT USER HOME COMMAND...
inside() {
  local root=$1 user=$2 home=$3
  shift 3
  local network=()
  for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY PIP_INDEX_URL; do
    [ -z "${!name:-}" ] || network+=("$name=${!name}")
  done
  # shellcheck disable=SC2016 # the inner shell expands these
  unshare --mount --pid --fork --kill-child bash -c '
    root=$1; user=$2; shift 2
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    mount --rbind /sys "$root/sys"
    exec chroot --userspec="$user" "$root" "$@"
  ' bash "$root" "$user" env -i "HOME=$home" LANG=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    "PIP_CERT=/$CERTIFICATES" "${network[@]}" "$@"
}

# The README's commands in a fresh clone: commands ROOT USER FOLDER
commands() {
  local root=$1 user=$2 folder=$3
  git clone --quiet --no-local . "$root$folder"
  inside "$root" root / chown -R "$user" "$folder"
  for command in "${COMMANDS[@]}"; do
    local began=$SECONDS
    echo "== $(basename "$suite"), $user, «$folder»: $command"
    inside "$root" "$user" "$(dirname "$folder")" sh -c "cd '$folder' && $command"
    echo "== took $((SECONDS - began)) s"
  done
}

# The steps of the Containerfile, as its builder would do them: container ROOT
container() {
  local root=$1 folder=/ step words
  while IFS= read -r step; do
    words=${step#* }
    echo "== Containerfile: $step"
    case $step in
      "FROM "* | "CMD "* | "ENV "*) ;;
      "WORKDIR "*) folder=$words; mkdir -p "$root$folder" ;;
      "COPY . .") git archive HEAD | tar -x -C "$root$folder" ;;
      "COPY "*) install -D "${words% *}" "$root${words#* }" ;;
      "RUN "*) inside "$root" root / sh -c "cd $folder && $words" ;;
      *) echo "a step that this script does not know" >&2; return 1 ;;
    esac
  done < <(sed -e '/^#/d' -e '/^$/d' Containerfile | sed -e ':join' -e '/\\$/{N;s/\\\n//;b join}')
  inside "$root" root / sh -c "cd $folder && make && make test"
}

COMMANDS=(make "make test" "make test-slow")
users=(root secretary)
case ${1:-} in
  --quick) COMMANDS=(make "make test"); users=(root); shift ;;
  --container) users=(container); shift ;;
esac
[ $# -gt 0 ] || { sed -n '5,7s/^# //p' "$0" >&2; exit 2; }
if [ "$(id -u)" != 0 ] || ! command -v debootstrap > /dev/null || ! unshare --mount --pid --fork true; then
  echo "bare systems cannot be made here: that needs root, debootstrap and namespaces" >&2
  exit $CANNOT
fi

for suite; do
  base=$(system "$suite") || { echo "no bare system of $suite can be had here" >&2; exit $CANNOT; }
  root=$(fresh "$base")
  trap 'rm -rf --one-file-system "$root"' EXIT
  inside "$root" root / useradd --create-home secretary
  for user in "${users[@]}"; do
    case $user in
      root) commands "$root" root /root/diptych ;;
      container) container "$root" ;;
      *) commands "$root" "$user" "/home/$user/проект х" ;;
    esac
  done
  rm -rf --one-file-system "$root"
done
