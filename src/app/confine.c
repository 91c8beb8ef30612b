/* Rights that are given up, and limits.
 *
 * The commands that read sources need files and processes of their own, nothing else. So they ask the kernel, by a
 * seccomp filter, to refuse the system calls that start programs, open connections, look into other processes or change
 * the machine: whoever takes over the program through a fault in a decoder holds only files of the user. The filter
 * lists what is refused; a list of what is allowed would have to know what each version of each library asks for, and
 * would stop a batch after an update of the system. What draws pages (preview, catalogue, compare) starts another
 * program and is not confined. Rejected: Landlock, which could allow writing in the output folder only; it also takes
 * profilers and checkers of memory, which write when the program ends, the right to.
 *
 * Limits are those of the system (setrlimit), set anew before each issue, so that a worker's earlier issues do not
 * count.
 */
#define _GNU_SOURCE /* syscall numbers, RLIMIT_AS */
#include "app/confine.h"

#include <stdint.h>
#include <sys/resource.h>

#if defined(__linux__) && !defined(VISNYK_UNCONFINED) && (defined(__x86_64__) || defined(__aarch64__))
#define HAS_SECCOMP 1
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

#ifdef HAS_SECCOMP

#ifdef __x86_64__
#define ARCH AUDIT_ARCH_X86_64
#else
#define ARCH AUDIT_ARCH_AARCH64
#endif
#define X32 0x40000000u /* numbers from here on are another way into the same calls */

static const uint32_t refused[] = {
    /* programs and other processes */
    __NR_execve,
    __NR_execveat,
    __NR_ptrace,
    __NR_process_vm_readv,
    __NR_process_vm_writev,
    /* connections; socketpair, between the workers and their parent, is none */
    __NR_socket,
    __NR_connect,
    __NR_bind,
    __NR_listen,
    __NR_accept,
    __NR_accept4,
    /* the machine */
    __NR_mount,
    __NR_umount2,
    __NR_pivot_root,
    __NR_chroot,
    __NR_setns,
    __NR_unshare,
    __NR_init_module,
    __NR_finit_module,
    __NR_delete_module,
    __NR_kexec_load,
    __NR_reboot,
    __NR_swapon,
    __NR_swapoff,
    __NR_mknodat,
    /* doors to the kernel that are seldom needed and often broken */
    __NR_bpf,
    __NR_perf_event_open,
    __NR_userfaultfd,
    __NR_keyctl,
    __NR_add_key,
    __NR_request_key,
    __NR_open_by_handle_at,
#ifdef __NR_io_uring_setup
    __NR_io_uring_setup,
    __NR_io_uring_enter,
    __NR_io_uring_register,
#endif
};
#define REFUSED (sizeof refused / sizeof *refused)

#define HEAD 5 /* instructions before the list */

static void fill_filter(struct sock_filter *filter) {
    const uint32_t refuse = SECCOMP_RET_ERRNO | EPERM;
    const struct sock_filter head[HEAD] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCH, 0, REFUSED + 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, X32, REFUSED + 1, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, refused[0], REFUSED, 0),
    };
    for (size_t i = 0; i < HEAD; i++) filter[i] = head[i];
    for (size_t i = 1; i < REFUSED; i++)
        filter[HEAD - 1 + i] =
            (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, refused[i], (uint8_t)(REFUSED - i), 0);
    filter[HEAD - 1 + REFUSED] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    filter[HEAD + REFUSED] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, refuse);
}

void confine_rights(void) {
    struct sock_filter filter[HEAD + REFUSED + 1];
    struct sock_fprog program = {HEAD + REFUSED + 1, filter};
    fill_filter(filter);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) (void)prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
}

void confine_text(struct buf *out) {
    bool there = prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0;
    buf_printf(out, "confinement: %s\n",
               there ? "seccomp (no programs, no connections), limits of time and memory"
                     : "limits of time and memory; this kernel has no seccomp");
}

#else

void confine_rights(void) {}

void confine_text(struct buf *out) { buf_puts(out, "confinement: limits of time and memory\n"); }

#endif

static void limit(int what, rlim_t value) {
    struct rlimit now;
    if (getrlimit(what, &now) < 0) return;
    now.rlim_cur = value < now.rlim_max ? value : now.rlim_max; /* RLIM_INFINITY is the largest number */
    (void)setrlimit(what, &now);
}

void confine_limits(unsigned seconds, unsigned megabytes) {
    struct rusage used;
    if (seconds && getrusage(RUSAGE_SELF, &used) == 0)
        limit(RLIMIT_CPU, (rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec + 1) + seconds);
#ifndef VISNYK_UNCONFINED /* the sanitizers reserve all addresses */
    if (megabytes) limit(RLIMIT_AS, (rlim_t)megabytes << 20);
#else
    (void)megabytes;
#endif
}
