package dev.shadowland.transport.datagram.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The C library's socket calls. Pointers travel as plain addresses, so that a call makes no object;
 * whoever calls keeps the memory alive. Each call returns what C returns, or {@code -errno} in
 * place of -1. Constants are those of Linux on x86-64 and aarch64, which agree.
 */
final class Libc {
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int SOCK_DGRAM_NONBLOCK_CLOEXEC = 2 | 0x800 | 0x80000;

    static final int SOL_SOCKET = 1;
    static final int SO_SNDBUF = 7;
    static final int SO_RCVBUF = 8;
    static final int SO_REUSEPORT = 15;
    static final int SO_RXQ_OVFL = 40;
    static final int IPPROTO_IPV6 = 41;
    static final int IPV6_V6ONLY = 26;

    static final int MSG_TRUNC = 0x20;
    static final int MSG_DONTWAIT = 0x40;
    static final int MSG_NOSIGNAL = 0x4000;
    static final short POLLIN = 1;

    private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            CAPTURED.varHandle(PathElement.groupElement("errno")).withInvokeExactBehavior();
    private static final MethodHandle SOCKET = bind("socket", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle BIND = bind("bind", JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle GETSOCKNAME =
            bind("getsockname", JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle SETSOCKOPT =
            bind("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle GETSOCKOPT =
            bind("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle RECVMMSG =
            bind("recvmmsg", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle SENDMMSG =
            bind("sendmmsg", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);
    private static final MethodHandle PPOLL =
            bind("ppoll", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle CLOSE = bind("close", JAVA_INT);

    private Libc() {}

    // Native access is what it is for; every JVM of ours grants it (jvm.options).
    @SuppressWarnings("restricted")
    private static MethodHandle bind(String name, MemoryLayout... parameters) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(JAVA_INT, parameters),
                Linker.Option.captureCallState("errno"));
    }

    /** Makes the bindings, which throws {@link LinkageError} where there are none. */
    static void requireBound() {
        if (ADDRESS.byteSize() != Long.BYTES) {
            throw new UnsatisfiedLinkError("pointers of 8 bytes are needed");
        }
    }

    /** Where a thread's calls put errno. */
    static MemorySegment allocateErrno(Arena arena) {
        return arena.allocate(CAPTURED);
    }

    private static int result(int returned, MemorySegment errno) {
        return returned >= 0 ? returned : -(int) ERRNO.get(errno, 0L);
    }

    static int socket(MemorySegment errno, int family) {
        try {
            return result(
                    (int) SOCKET.invokeExact(errno, family, SOCK_DGRAM_NONBLOCK_CLOEXEC, 0), errno);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int bind(MemorySegment errno, int socket, long address, int length) {
        try {
            return result((int) BIND.invokeExact(errno, socket, address, length), errno);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int getsockname(MemorySegment errno, int socket, long address, long length) {
        try {
            return result((int) GETSOCKNAME.invokeExact(errno, socket, address, length), errno);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Sets an option to the int at {@code value}. */
    static int setsockopt(MemorySegment errno, int socket, int level, int option, long value) {
        try {
            return result(
                    (int)
                            SETSOCKOPT.invokeExact(
                                    errno, socket, level, option, value, Integer.BYTES),
                    errno);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int getsockopt(
            MemorySegment errno, int socket, int level, int option, long value, long length) {
        try {
            return result(
                    (int) GETSOCKOPT.invokeExact(errno, socket, level, option, value, length),
                    errno);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int recvmmsg(MemorySegment errno, int socket, long messages, int count, int flags) {
        try {
            return result(
                    (int) RECVMMSG.invokeExact(errno, socket, messages, count, flags, 0L), errno);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int sendmmsg(MemorySegment errno, int socket, long messages, int count, int flags) {
        try {
            return result((int) SENDMMSG.invokeExact(errno, socket, messages, count, flags), errno);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int ppoll(MemorySegment errno, long descriptors, long count, long timeout) {
        try {
            return result((int) PPOLL.invokeExact(errno, descriptors, count, timeout, 0L), errno);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int close(MemorySegment errno, int socket) {
        try {
            return result((int) CLOSE.invokeExact(errno, socket), errno);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** A C function throws nothing: only a call with the wrong types, or a closed arena, does. */
    private static RuntimeException unexpected(Throwable e) {
        if (e instanceof RuntimeException runtime) {
            return runtime;
        }
        if (e instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("no checked exception leaves a C call", e);
    }
}
