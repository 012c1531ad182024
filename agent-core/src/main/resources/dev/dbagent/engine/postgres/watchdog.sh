# The parent of one server. It hears its orders on standard input, a pipe whose other end only the
# JVM holds, or all JVMs that share the server: when the pipe ends, because the last of them let go
# of it, for whatever reason, the server and its folder go.
#
#   watchdog FOLDER COMMAND...    COMMAND -p PORT becomes the server and tells its pid on descriptor 4
#
# Orders: "start PORT", "stop" (cleanly), "halt" (as it is). Answer: "exited STATUS" whenever a server is gone.
# "lease ID" is answered by a file, because whoever says it may not be who hears the answers.
# "keep ID": in the end the server stops cleanly and its folder is put by, beside the folder that it is in.
folder=$1
shift
umask 077
trap '' HUP INT QUIT TERM PIPE
exec 3<&0 </dev/null

serve() {
  port=$1
  shift
  "$@" -p "$port" 3<&- 4>"$folder/pid" >>"$folder/log" 2>&1
  status=$?
  server=
  [ $status = 0 ] || { read -r server <"$folder/pid" && forget_memory "$server"; } 2>/dev/null
  rm -f "$folder/pid"
  echo "exited $status"
  return "$status"
}

signal() {
  server=
  { read -r server <"$folder/pid"; } 2>/dev/null
  [ -z "$server" ] || kill "-$1" "$server" 2>/dev/null
}

offspring() {
  cat "/proc/$1/task/$1/children" 2>/dev/null || pgrep -P "$1" 2>/dev/null
}

# Whether it has ended, and cleanly: only then are its data whole.
stopped() {
  signal INT
  for nap in 0.01 0.02 0.05 0.1 0.1 0.2 0.5 1 1 1 1 1 1 1 1 1 1; do
    kill -0 "$job" 2>/dev/null || break
    sleep $nap || sleep 1
  done
  ! kill -0 "$job" 2>/dev/null && wait "$job"
}

# Without what tells of processes that are gone, and without their passwords. The folder keeps its keeper until
# it is in its place, or else somebody would sweep it up.
put_by() {
  kept=${folder%/*/*}/kept/$keep
  rm -f "$folder/pgpass" "$folder/leases" "$folder"/lease-* "$folder/watchdog.sh"
  mv "$folder" "$kept" && rm -f "$kept/keeper" "$kept/server"
}

# Asks for about a second, then kills; a backend that does not listen goes with its server.
quit() {
  for nap in 0.01 0.01 0.01 0.02 0.05 0.1 0.1 0.2 0.2 0.2; do
    kill -0 "$job" 2>/dev/null || return
    signal QUIT
    sleep $nap || sleep 1
  done
  kill -0 "$job" 2>/dev/null || return
  # Unquoted: a list, and empty when the server never told its pid.
  kill -KILL $server $(offspring "${server:-$job}") 2>/dev/null
  wait "$job"
  forget_memory "$server"
}

# A server that was killed or aborts leaves a few bytes of System V memory behind; the kernel knows who made them.
forget_memory() {
  while read -r key id mode size creator others; do
    [ "$creator" != "$1" ] || ipcrm -m "$id"
  done </proc/sysvipc/shm
}

job=
keep=
while read -r order what <&3; do
  case $order in
    start) serve "$what" "$@" & job=$! ;;
    stop) signal INT ;;
    halt) signal QUIT ;;
    lease) : >"$folder/lease-$what" ;;
    keep) keep=$what ;;
  esac
done
if [ -n "$job" ]; then
  { [ -n "$keep" ] && stopped && put_by; } >/dev/null 2>&1 || quit >/dev/null 2>&1
fi
rm -rf "$folder"
