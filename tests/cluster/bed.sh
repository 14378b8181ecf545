#!/usr/bin/env bash
# A cluster of two nodes on this machine's loopback, for as long as a command runs in it.
#
# bed.sh FOLDER COMMAND...    as root; FOLDER is empty, with a short path
#
# The nodes are called one and two. The configuration lies at /etc/slurm only for the
# command and the cluster themselves (a mount namespace of their own).
set -euo pipefail

if [ "${BED_INSIDE:-}" != yes ]; then
  BED_INSIDE=yes exec unshare --mount "$0" "$@"
fi
bed=$1
shift
mkdir -p "$bed"/{etc,munge,state,one,two}
chmod 700 "$bed/munge"
head -c 128 /dev/urandom > "$bed/munge/key"
chmod 600 "$bed/munge/key"
cat > "$bed/etc/slurm.conf" << CONF
ClusterName=bed
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=17000
AuthType=auth/munge
AuthInfo=socket=$bed/munge/socket
SlurmUser=root
SlurmdUser=root
StateSaveLocation=$bed/state
SlurmdSpoolDir=$bed/%n
SlurmctldPidFile=$bed/slurmctld.pid
SlurmdPidFile=$bed/%n/pid
SlurmctldLogFile=$bed/slurmctld.log
SlurmdLogFile=$bed/%n/log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
SlurmdTimeout=8
MinJobAge=600
JobRequeue=1
MpiDefault=none
NodeName=one NodeHostname=$(hostname -s) NodeAddr=127.0.0.1 Port=17001 CPUs=1 RealMemory=2000
NodeName=two NodeHostname=$(hostname -s) NodeAddr=127.0.0.1 Port=17002 CPUs=1 RealMemory=2000
PartitionName=all Nodes=one,two Default=YES MaxTime=INFINITE State=UP
CONF
mkdir -p /etc/slurm
mount --bind "$bed/etc" /etc/slurm

munged --force --key-file="$bed/munge/key" --socket="$bed/munge/socket" \
  --pid-file="$bed/munge/pid" --log-file="$bed/munge/log" --seed-file="$bed/munge/seed"
slurmctld
slurmd -N one
slurmd -N two
ended() {
  for pid in "$bed"/one/pid "$bed"/two/pid "$bed/slurmctld.pid" "$bed/munge/pid"; do
    if [ -e "$pid" ]; then kill "$(cat "$pid")" 2> /dev/null || true; fi
  done
}
trap ended EXIT
until [ "$(sinfo --noheader --format '%T' --nodes one,two 2> /dev/null)" = idle ]; do sleep 0.5; done
"$@"
