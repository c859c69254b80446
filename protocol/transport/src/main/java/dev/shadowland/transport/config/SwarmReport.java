package dev.shadowland.transport.config;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * What a swarm writes at its end.
 *
 * @param file null for none
 * @param statusUrls nodes whose status goes into it
 */
public record SwarmReport(@Nullable Path file, List<URI> statusUrls) {
    public SwarmReport {
        statusUrls = List.copyOf(statusUrls);
    }
}
