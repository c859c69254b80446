package dev.shadowland.transport.datagram.linux;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * A non-blocking UDP socket through the C library's {@code recvmmsg} and {@code sendmmsg}. Owned by
 * one thread; it is closed when that thread no longer uses it.
 */
public final class LinuxSocket implements AutoCloseable {
    private static final int SOCKADDR_IN = 16;
    private static final int SOCKADDR_IN6 = 28;
    private static final ValueLayout.OfShort NETWORK_SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final Arena arena = Arena.ofShared();
    private final MemorySegment errno = Libc.allocateErrno(arena);
    private final MemorySegment scratch = arena.allocate(64, 8);
    private final boolean ipv6;
    private final int descriptor;
    private boolean countsDrops;
    private boolean isClosed;

    private LinuxSocket(boolean ipv6) throws IOException {
        this.ipv6 = ipv6;
        descriptor = Libc.socket(errno, ipv6 ? Libc.AF_INET6 : Libc.AF_INET);
        if (descriptor < 0) {
            arena.close();
            throw new IOException("socket: errno " + -descriptor);
        }
    }

    /**
     * Why this machine cannot have one, in a few words; null when it can. Only Linux on x86-64 and
     * aarch64 can.
     */
    public static @Nullable String whyUnsupported() {
        String system = System.getProperty("os.name", "") + " " + System.getProperty("os.arch", "");
        if (!system.toLowerCase(Locale.ROOT).matches("linux (amd64|x86_64|aarch64)")) {
            return "it is for Linux on x86-64 and aarch64, this is " + system;
        }
        try {
            Libc.requireBound();
            return null;
        } catch (LinkageError | RuntimeException e) {
            return "the C library cannot be called: " + e;
        }
    }

    /**
     * Opens and binds a socket. One for {@code ::} takes IPv4 too.
     *
     * @param receiveBytes wanted kernel buffer, see {@link #grantedReceiveBytes}
     * @param sendBytes wanted kernel buffer
     * @param isShared whether others may bind the same port, which then share its clients
     * @throws BindException when the address is taken or not this machine's
     */
    public static LinuxSocket bind(
            InetSocketAddress address, int receiveBytes, int sendBytes, boolean isShared)
            throws IOException {
        LinuxSocket socket = new LinuxSocket(!(address.getAddress() instanceof Inet4Address));
        try {
            socket.set(Libc.SOL_SOCKET, Libc.SO_RCVBUF, receiveBytes);
            socket.set(Libc.SOL_SOCKET, Libc.SO_SNDBUF, sendBytes);
            socket.countsDrops = socket.offers(Libc.SOL_SOCKET, Libc.SO_RXQ_OVFL, 1);
            if (isShared) {
                socket.set(Libc.SOL_SOCKET, Libc.SO_REUSEPORT, 1);
            }
            if (socket.ipv6) {
                socket.set(Libc.IPPROTO_IPV6, Libc.IPV6_V6ONLY, 0);
            }
            socket.bind(address);
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private void set(int level, int option, int value) throws IOException {
        if (!offers(level, option, value)) {
            throw new IOException("setsockopt %d: errno %d".formatted(option, Errno.ENOPROTOOPT));
        }
    }

    /**
     * Sets an option that can be done without: sandboxes and emulators that pass for Linux have not
     * all of them.
     *
     * @return false when there is no such option
     */
    boolean offers(int level, int option, int value) throws IOException {
        scratch.set(ValueLayout.JAVA_INT, 0, value);
        int result = Libc.setsockopt(errno, descriptor, level, option, scratch.address());
        if (result < 0 && result != -Errno.ENOPROTOOPT) {
            throw new IOException("setsockopt %d: errno %d".formatted(option, -result));
        }
        return result >= 0;
    }

    /**
     * Whether the kernel tells how many datagrams it dropped, see {@link DatagramBatch#dropped}.
     */
    public boolean countsDrops() {
        return countsDrops;
    }

    private int get(int option) {
        scratch.set(ValueLayout.JAVA_INT, 8, Integer.BYTES);
        int result =
                Libc.getsockopt(
                        errno,
                        descriptor,
                        Libc.SOL_SOCKET,
                        option,
                        scratch.address(),
                        scratch.address() + 8);
        if (result < 0) {
            throw new IllegalStateException("getsockopt %d: errno %d".formatted(option, -result));
        }
        return scratch.get(ValueLayout.JAVA_INT, 0);
    }

    private void bind(InetSocketAddress address) throws IOException {
        byte[] bytes = address.getAddress().getAddress();
        scratch.fill((byte) 0);
        scratch.set(ValueLayout.JAVA_SHORT, 0, (short) (ipv6 ? Libc.AF_INET6 : Libc.AF_INET));
        scratch.set(NETWORK_SHORT, 2, (short) address.getPort());
        MemorySegment.copy(bytes, 0, scratch, ValueLayout.JAVA_BYTE, ipv6 ? 8 : 4, bytes.length);
        if (address.getAddress() instanceof Inet6Address six) {
            scratch.set(ValueLayout.JAVA_INT, 24, six.getScopeId());
        }
        int result =
                Libc.bind(errno, descriptor, scratch.address(), ipv6 ? SOCKADDR_IN6 : SOCKADDR_IN);
        if (result == -Errno.EADDRINUSE) {
            throw new BindException("Address already in use");
        }
        if (result < 0) {
            throw new BindException("bind to %s: errno %d".formatted(address, -result));
        }
    }

    /** Where it is bound. */
    public InetSocketAddress localAddress() throws IOException {
        scratch.set(ValueLayout.JAVA_INT, 32, SOCKADDR_IN6);
        int result = Libc.getsockname(errno, descriptor, scratch.address(), scratch.address() + 32);
        if (result < 0) {
            throw new IOException("getsockname: errno " + -result);
        }
        byte[] bytes = new byte[ipv6 ? 16 : 4];
        MemorySegment.copy(scratch, ValueLayout.JAVA_BYTE, ipv6 ? 8 : 4, bytes, 0, bytes.length);
        return new InetSocketAddress(
                InetAddress.getByAddress(bytes), scratch.get(NETWORK_SHORT, 2) & 0xFFFF);
    }

    /** The family of its addresses. */
    public ProtocolFamily family() {
        return ipv6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
    }

    /** Bytes of receive buffer that were granted; Linux keeps and tells twice that much. */
    public int grantedReceiveBytes() {
        return get(Libc.SO_RCVBUF) / 2;
    }

    /** Bytes of send buffer that were granted; Linux keeps and tells twice that much. */
    public int grantedSendBytes() {
        return get(Libc.SO_SNDBUF) / 2;
    }

    /** A batch for this socket, to receive or to send with. */
    public DatagramBatch batch(int capacity) {
        return new DatagramBatch(capacity, ipv6);
    }

    /**
     * Takes what is there, without waiting, into the first slots.
     *
     * @param limit most slots to fill, 1..capacity; all of them made ready by {@link
     *     DatagramBatch#expect}
     * @return datagrams received, or {@code -errno}: {@link Errno#EAGAIN} when there is none
     */
    public int receive(DatagramBatch batch, int limit) {
        return Libc.recvmmsg(errno, descriptor, batch.headerAddress(0), limit, Libc.MSG_DONTWAIT);
    }

    /**
     * Sends prepared slots, without waiting.
     *
     * @return datagrams taken by the kernel from {@code first} on, at least 1, or {@code -errno} of
     *     the first one, of which none was taken
     */
    public int send(DatagramBatch batch, int first, int count) {
        return Libc.sendmmsg(
                errno,
                descriptor,
                batch.headerAddress(first),
                count,
                Libc.MSG_DONTWAIT | Libc.MSG_NOSIGNAL);
    }

    /** Waits until something can be received, at most so long; false when nothing came. */
    public boolean awaitReadable(long timeoutNs) {
        scratch.set(ValueLayout.JAVA_INT, 0, descriptor);
        scratch.set(ValueLayout.JAVA_INT, 4, Libc.POLLIN);
        scratch.set(ValueLayout.JAVA_LONG, 8, timeoutNs / 1_000_000_000L);
        scratch.set(ValueLayout.JAVA_LONG, 16, timeoutNs % 1_000_000_000L);
        return Libc.ppoll(errno, scratch.address(), 1, scratch.address() + 8) > 0;
    }

    /** Closes the socket; nothing the second time. */
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        Libc.close(errno, descriptor);
        arena.close();
    }
}
