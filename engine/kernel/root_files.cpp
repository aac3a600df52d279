// What every machine's disk holds at boot.
#include "engine/kernel/device.hpp"
#include "engine/kernel/file_table.hpp"
#include "engine/kernel/filemap.hpp"
#include "engine/kernel/vfs.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

struct DeviceName {
    const char* path;
    std::uint32_t number;
};

constexpr DeviceName devices[] = {
    {"/dev/null", device_null},     {"/dev/zero", device_zero},       {"/dev/full", device_full},
    {"/dev/random", device_random}, {"/dev/urandom", device_urandom},
};

constexpr const char* terminals[] = {"/dev/tty", "/dev/console", "/dev/stdin", "/dev/stdout", "/dev/stderr"};

constexpr const char* passwd =
    "root:x:0:0:root:/root:/bin/bash\n"
    "daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n"
    "bin:x:2:2:bin:/bin:/usr/sbin/nologin\n"
    "sys:x:3:3:sys:/dev:/usr/sbin/nologin\n"
    "mail:x:8:8:mail:/var/mail:/usr/sbin/nologin\n"
    "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n";

void add(Machine& machine, const char* path, InodeKind kind, std::uint32_t mode, std::uint32_t device) {
    Inode& inode = new_inode(machine, kind, mode);
    inode.path = path;
    inode.device = device;
    inode.references = 1;
    machine.vfs.names[path] = inode.id;
}

}  // namespace

void mount_root(Machine& machine) {
    for (const char* path : {"/", "/bin", "/dev", "/etc", "/home", "/proc", "/root", "/tmp"}) {
        add(machine, path, InodeKind::Directory, mode_bits::directory | 0755, 0);
    }
    add(machine, shared_memory_folder, InodeKind::Directory, mode_bits::directory | 01777, 0);
    for (const DeviceName& device : devices) {
        add(machine, device.path, InodeKind::Device, mode_bits::character_device | 0666, device.number);
    }
    for (const char* path : terminals) {
        add(machine, path, InodeKind::Terminal, mode_bits::character_device | 0620, device_tty);
    }
    put_cached_file(machine, "/etc/passwd", passwd);
    put_cached_file(machine, "/etc/group", "root:x:0:\ndaemon:x:1:\nnogroup:x:65534:\n");
    put_cached_file(machine, "/etc/hostname", "faultline\n");
}

}  // namespace faultline
