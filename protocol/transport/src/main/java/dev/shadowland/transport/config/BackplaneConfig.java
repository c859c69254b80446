package dev.shadowland.transport.config;

import dev.shadowland.transport.link.LinkConfig;
import dev.shadowland.transport.link.LinkMode;

import java.nio.file.Path;

/**
 * The data plane between nodes.
 *
 * @param host address on which this node listens with mode udp; private unless allowed
 * @param port UDP port, 1..65535
 * @param aeronDir directory shared with the driver
 * @param embeddedDriver whether this node runs the driver
 * @param termLength bytes, a power of two, at least {@link #LEAST_TERM_LENGTH}
 */
public record BackplaneConfig(
        LinkMode mode,
        String host,
        int port,
        boolean allowPublic,
        Path aeronDir,
        boolean embeddedDriver,
        int termLength) {
    /** An eighth of it is the most that a frame may be, and the rows of a full cell fit. */
    public static final int LEAST_TERM_LENGTH = 4 << 20;

    /** The same for Aeron, with the timeouts of a profile. */
    public LinkConfig links(ClusterProfile profile) {
        return LinkConfig.of(aeronDir, mode, termLength, profile.linkPatience());
    }
}
