#!/bin/sh
# First process of the machine: the Debian tree and the program, both read-only, under a layer in memory.
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
while read -r module; do insmod "/modules/$module"; done < /modules.order
options=trans=virtio,version=9p2000.L,msize=512000,cache=loose,ro
mount -t 9p -o "$options" tree /tree || exec sh
mount -t 9p -o "$options" program /program || exec sh
mount -t tmpfs -o size=3g scratch /scratch
mkdir /scratch/upper /scratch/work
mount -t overlay -o lowerdir=/program:/tree,upperdir=/scratch/upper,workdir=/scratch/work overlay /root || exec sh
mkdir -p /root/proc /root/sys /root/dev /root/run /root/job
mount -o move /proc /root/proc
mount -o move /sys /root/sys
mount -o move /dev /root/dev
mount -t 9p -o trans=virtio,version=9p2000.L,msize=512000 job /root/job || exec sh
exec switch_root /root /bin/busybox sh /job/guest.sh
