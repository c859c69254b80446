package dev.shadowland.gateway;

import dev.shadowland.gateway.admission.IntegrityTables;
import dev.shadowland.gateway.worker.SecuritySettings;
import dev.shadowland.protocol.integrity.IntegrityGuard;
import dev.shadowland.protocol.limits.AddressLimits;
import dev.shadowland.protocol.limits.ConnectionLimits;
import dev.shadowland.protocol.limits.Rate;
import dev.shadowland.protocol.rekey.RekeySettings;
import dev.shadowland.transport.config.AddressRange;
import dev.shadowland.transport.config.IntegrityConfig;
import dev.shadowland.transport.config.LimitsConfig;
import dev.shadowland.transport.config.SecurityConfig;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/** What a gateway's workers guard, from its configuration. */
final class WorkerSecurity {
    private static final double BURST_SECONDS = 2;

    private WorkerSecurity() {}

    /** Reads the integrity tables that are configured, too. */
    static SecuritySettings of(SecurityConfig config) {
        LimitsConfig limits = config.limits();
        return new SecuritySettings(
                new RekeySettings(config.rekey().afterBytes(), config.rekey().after().toNanos()),
                limits.isOn() ? addresses(limits) : SecuritySettings.Addresses.NO_LIMIT,
                limits.isOn() ? connection(limits) : null,
                integrity(config.integrity()));
    }

    private static SecuritySettings.Addresses addresses(LimitsConfig limits) {
        AddressRange[] allowed = limits.allow().toArray(AddressRange[]::new);
        return new SecuritySettings.Addresses(
                new AddressLimits.Bound(
                        limits.connectionsPerAddress(), limits.newConnectionsPerSecond()),
                new AddressLimits.Bound(
                        limits.connectionsPerNetwork(), limits.newConnectionsPerNetworkSecond()),
                (hi, lo) -> isIn(allowed, hi, lo));
    }

    private static boolean isIn(AddressRange[] ranges, long hi, long lo) {
        for (AddressRange range : ranges) {
            if (range.contains(hi, lo)) {
                return true;
            }
        }
        return false;
    }

    private static ConnectionLimits.Settings connection(LimitsConfig limits) {
        ConnectionLimits.ByType byType =
                new ConnectionLimits.ByType(Rate.of(limits.framesPerSecond(), BURST_SECONDS));
        for (LimitsConfig.FrameLimit limit : limits.frameTypes()) {
            byType.with(limit.type(), Rate.of(limit.perSecond(), BURST_SECONDS));
        }
        return new ConnectionLimits.Settings(
                Rate.of(limits.datagramsPerSecond(), BURST_SECONDS),
                Rate.of(limits.bytesPerSecond(), BURST_SECONDS),
                byType,
                limits.tolerance().toNanos());
    }

    private static SecuritySettings.@Nullable Integrity integrity(IntegrityConfig config) {
        Path folder = config.tables();
        if (!config.isOn() || folder == null) {
            return null;
        }
        return new SecuritySettings.Integrity(
                IntegrityTables.load(folder),
                new IntegrityGuard.Settings(
                        config.interval().toNanos(), config.answerTimeout().toNanos()));
    }
}
