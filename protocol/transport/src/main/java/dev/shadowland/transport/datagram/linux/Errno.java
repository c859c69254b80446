package dev.shadowland.transport.datagram.linux;

/** The errors of socket calls that are told apart: Linux on x86-64 and aarch64. */
public final class Errno {
    /** Interrupted by a signal: call again. */
    public static final int EINTR = 4;

    /** Nothing to receive, or no room to send. */
    public static final int EAGAIN = 11;

    /** No memory for it at present. */
    public static final int ENOMEM = 12;

    /** An option the kernel does not know. */
    public static final int EINVAL = 22;

    /** No such socket option. */
    public static final int ENOPROTOOPT = 92;

    /** An address family the machine does not have. */
    public static final int EAFNOSUPPORT = 97;

    /** Another socket has the port. */
    public static final int EADDRINUSE = 98;

    /** An address of another machine. */
    public static final int EADDRNOTAVAIL = 99;

    /** No way to that network. */
    public static final int ENETUNREACH = 101;

    /** A queue below the socket is full. */
    public static final int ENOBUFS = 105;

    /** The peer's port answered that nobody is there. */
    public static final int ECONNREFUSED = 111;

    private Errno() {}

    /** Whether a failed send means that there is no room now, whatever the destination. */
    public static boolean isFull(int errno) {
        return errno == EAGAIN || errno == ENOBUFS || errno == ENOMEM;
    }
}
