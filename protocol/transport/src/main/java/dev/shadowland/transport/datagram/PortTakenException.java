package dev.shadowland.transport.datagram;

import java.io.IOException;

/** A UDP port is in use by another process. The message is one line, ready for a person. */
public final class PortTakenException extends IOException {
    private static final long serialVersionUID = 1L;

    PortTakenException(String host, int port, IOException cause) {
        super(
                "UDP port %d on %s is taken by another process: stop it (ss -lunp 'sport = :%d' shows it) or set shadowland.network.port"
                        .formatted(port, host, port),
                cause);
    }
}
