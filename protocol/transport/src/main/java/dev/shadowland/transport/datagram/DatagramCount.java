package dev.shadowland.transport.datagram;

/** What datagram sockets count. */
public enum DatagramCount {
    /** Datagrams received. */
    DATAGRAMS_IN,
    /** Bytes of them, UDP payload. */
    BYTES_IN,
    /** Datagrams handed to the kernel. */
    DATAGRAMS_OUT,
    /** Bytes of them, UDP payload. */
    BYTES_OUT,
    /**
     * Not received: the kernel's receive buffer was full. Known only to {@link NetworkIo#BATCH}.
     */
    DROPPED_RECEIVE_BUFFER_FULL,
    /** Not sent: the kernel's send buffer was full. */
    DROPPED_SEND_BUFFER_FULL,
    /** Not sent: unreachable, too long, or another network error. */
    DROPPED_SEND_ERROR,
    /** A receive call failed, mostly an ICMP error for something sent before. */
    RECEIVE_ERROR
}
