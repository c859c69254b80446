package dev.shadowland.gateway.admission;

import dev.shadowland.protocol.handshake.GatewayIdentity;
import dev.shadowland.protocol.handshake.IdentityCertificate;
import dev.shadowland.transport.config.KeyFileException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Takes a rotated identity without a restart: looks at the two files' times, and has the public-key
 * thread sign with the new identity once both fit together. Until then the old one goes on and the
 * files are read again at each step: what was wrong with them (rights, an instant from which they
 * hold) may be mended without a word in their times. Also says when the certificate is about to
 * expire. Its steps are for one thread; {@link #expiresMs} for any.
 */
public final class IdentityWatch {
    private static final Logger LOG = LoggerFactory.getLogger(IdentityWatch.class);
    private static final long WARN_BEFORE_MS = Duration.ofHours(24).toMillis();
    private static final long WARN_EVERY_MS = Duration.ofHours(1).toMillis();

    private final Path keyFile;
    private final Path certificateFile;
    private final Consumer<GatewayIdentity> user;
    private long seen;
    private boolean isTaken;
    private String toldWhyNot = "";
    private IdentityCertificate inUse;
    private long nextWarningMs = Long.MIN_VALUE;
    private volatile long expiresMs;

    /**
     * Watches the files of an identity that was loaded from them.
     *
     * @param user takes a new one
     */
    public IdentityWatch(
            Path keyFile,
            Path certificateFile,
            GatewayIdentity loaded,
            Consumer<GatewayIdentity> user) {
        this.keyFile = keyFile;
        this.certificateFile = certificateFile;
        this.user = user;
        // The files may have been rotated since they were loaded: the first step compares.
        inUse = loaded.certificate();
        expiresMs = inUse.notAfterMs();
    }

    /** When the certificate in use ends, milliseconds since 1970. */
    public long expiresMs() {
        return expiresMs;
    }

    /** Looks at the files; about once a second. */
    public void onHousekeeping(long nowMs) {
        long present = stamp();
        if (present != seen) {
            seen = present;
            isTaken = false;
        }
        if (!isTaken) {
            reload(nowMs);
        }
        warn(nowMs);
    }

    private void reload(long nowMs) {
        try {
            take(IdentityFiles.load(keyFile, certificateFile, nowMs));
            isTaken = true;
            toldWhyNot = "";
        } catch (IdentityException | KeyFileException e) {
            String whyNot = String.valueOf(e.getMessage());
            if (!whyNot.equals(toldWhyNot)) {
                toldWhyNot = whyNot;
                LOG.warn("the identity stays as it was until this is mended: {}", whyNot);
            }
        }
    }

    private void take(GatewayIdentity fresh) {
        if (Arrays.equals(fresh.certificate().bytes(), inUse.bytes())) {
            return;
        }
        user.accept(fresh);
        inUse = fresh.certificate();
        expiresMs = inUse.notAfterMs();
        LOG.info("identity rotated; it holds until {}", Instant.ofEpochMilli(expiresMs));
    }

    private void warn(long nowMs) {
        if (expiresMs - nowMs < WARN_BEFORE_MS && nowMs >= nextWarningMs) {
            nextWarningMs = nowMs + WARN_EVERY_MS;
            LOG.warn(
                    "the gateway certificate ends at {}: rotate it (./shadowland identity rotate),"
                            + " or no client will trust this gateway",
                    Instant.ofEpochMilli(expiresMs));
        }
    }

    private long stamp() {
        return 31 * modified(keyFile) + modified(certificateFile);
    }

    private static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException _) {
            return 0;
        }
    }
}
