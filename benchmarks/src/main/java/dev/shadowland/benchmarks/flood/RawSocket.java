package dev.shadowland.benchmarks.flood;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * A raw IPv4 socket (raw(7)): sees every UDP datagram that arrives on this machine, and sends with
 * a header of the caller's making. Root only; Linux on 64 bits. Owned by one thread.
 */
final class RawSocket implements AutoCloseable {
    /** Sends only: the caller writes the IP header. */
    static final int IPPROTO_RAW = 255;

    /** Gets a copy of each UDP datagram, IP header and all. */
    static final int IPPROTO_UDP = 17;

    private static final int AF_INET = 2;
    private static final int SOCK_RAW_NONBLOCK_CLOEXEC = 3 | 0x800 | 0x80000;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int SOCKADDR_IN = 16;
    private static final int MOST = 2_048;
    private static final MethodHandle SOCKET = bind("socket", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle RECV =
            bindLong("recv", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle SENDTO =
            bindLong("sendto", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle CLOSE = bind("close", JAVA_INT);

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment bytes = arena.allocate(MOST, 8);
    private final MemorySegment target = arena.allocate(SOCKADDR_IN, 8);
    private final int descriptor;

    /**
     * Opens one.
     *
     * @throws IOException when it may not
     */
    RawSocket(int protocol) throws IOException {
        descriptor = call(SOCKET, AF_INET, SOCK_RAW_NONBLOCK_CLOEXEC, protocol);
        if (descriptor < 0) {
            arena.close();
            throw new IOException("raw sockets are for root only");
        }
        target.set(JAVA_SHORT, 0, (short) AF_INET);
        target.set(JAVA_INT, 4, Integer.reverseBytes(0x7F00_0001));
    }

    @SuppressWarnings("restricted") // the JVMs of the project allow native access (jvm.options)
    private static MethodHandle bind(String name, MemoryLayout... parameters) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find(name).orElseThrow(),
                FunctionDescriptor.of(JAVA_INT, parameters));
    }

    @SuppressWarnings("restricted") // as above
    private static MethodHandle bindLong(String name, MemoryLayout... parameters) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find(name).orElseThrow(),
                FunctionDescriptor.of(JAVA_LONG, parameters));
    }

    private static int call(MethodHandle function, Object... arguments) {
        try {
            return (int) function.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException("C functions throw nothing", e);
        }
    }

    /** The next IP packet, empty when there is none. */
    byte[] receive() {
        long length;
        try {
            length =
                    (long) RECV.invokeExact(descriptor, bytes.address(), (long) MOST, MSG_DONTWAIT);
        } catch (Throwable e) {
            throw new IllegalStateException("recv throws nothing", e);
        }
        return length <= 0 ? new byte[0] : bytes.asSlice(0, length).toArray(JAVA_BYTE);
    }

    /** Sends an IP packet to this machine; false when the kernel refused it. */
    boolean send(byte[] packet) {
        MemorySegment.copy(packet, 0, bytes, JAVA_BYTE, 0, packet.length);
        try {
            long sent =
                    (long)
                            SENDTO.invokeExact(
                                    descriptor,
                                    bytes.address(),
                                    (long) packet.length,
                                    MSG_DONTWAIT,
                                    target.address(),
                                    SOCKADDR_IN);
            return sent == packet.length;
        } catch (Throwable e) {
            throw new IllegalStateException("sendto throws nothing", e);
        }
    }

    @Override
    public void close() {
        int _ = call(CLOSE, descriptor);
        arena.close();
    }
}
