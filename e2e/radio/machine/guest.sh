#!/bin/sh
# Runs the job of the machine, leaves its exit status beside it and switches the machine off.
export PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb LANG=C.UTF-8
mkdir -p /tmp /root
mount -t tmpfs run /run
mount -t tmpfs tmp /tmp
mkdir -p /dev/pts /dev/shm /run/netns
mount -t devpts devpts /dev/pts
mount -t tmpfs shm /dev/shm
mount -t debugfs debug /sys/kernel/debug
ln -sf /proc/self/fd /dev/fd
echo 1 > /proc/sys/kernel/printk
ip link set lo up
read -r uptime _ < /proc/uptime
echo "machine: up after $uptime s, $(uname -r)"
cd /job || exit 1
sh ./job.sh
echo $? > /job/status
sync
echo o > /proc/sysrq-trigger
sleep 10
