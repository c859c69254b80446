package dev.shadowland.transport.datagram;

import java.util.Locale;

/** How a gateway's sockets are driven. */
public enum NetworkIo {
    /** {@link #BATCH} where it can be had, else {@link #NIO}. */
    AUTO,
    /** Many datagrams a system call: Linux on x86-64 and aarch64. */
    BATCH,
    /** Java's own channels: everywhere. */
    NIO;

    /** As it stands in configuration, logs and status. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
