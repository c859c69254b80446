package dev.shadowland.transport.link;

import java.nio.file.Path;

/** No Aeron driver answers in a directory. The message is ready for a person. */
public final class DriverUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DriverUnavailableException(Path aeronDir, Throwable cause) {
        super(
                "no Aeron driver runs in %s: start a driver node there or set shadowland.backplane.embedded-driver = on"
                        .formatted(aeronDir),
                cause);
    }
}
