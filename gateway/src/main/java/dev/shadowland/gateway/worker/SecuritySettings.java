package dev.shadowland.gateway.worker;

import dev.shadowland.protocol.integrity.IntegrityGuard;
import dev.shadowland.protocol.integrity.IntegrityTable;
import dev.shadowland.protocol.limits.AddressLimits;
import dev.shadowland.protocol.limits.ConnectionLimits;
import dev.shadowland.protocol.rekey.RekeySettings;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * How a worker guards its connections.
 *
 * @param rekey when keys are changed
 * @param addresses what one address may do
 * @param limits what one connection may send, null for anything
 * @param integrity how clients are challenged, null when they are not
 */
public record SecuritySettings(
        RekeySettings rekey,
        Addresses addresses,
        ConnectionLimits.@Nullable Settings limits,
        @Nullable Integrity integrity) {
    /** Keys are changed as the seed says; no limits, no challenges: the configuration has those. */
    public static final SecuritySettings DEFAULT =
            new SecuritySettings(RekeySettings.DEFAULT, Addresses.NO_LIMIT, null, null);

    /** How many client builds may enter; 0 when clients are not challenged and any may. */
    public int integrityBuilds() {
        return integrity == null ? 0 : integrity.tables().size();
    }

    /**
     * Limits per address.
     *
     * @param ofAddress of an IPv4 address or IPv6 /64
     * @param ofNetwork of an IPv6 /48
     * @param exempt whom they do not touch
     */
    public record Addresses(
            AddressLimits.Bound ofAddress,
            AddressLimits.Bound ofNetwork,
            AddressLimits.AddressSet exempt) {
        private static final AddressLimits.Bound ANY = new AddressLimits.Bound(1, 1);

        /** Nobody is touched. */
        public static final Addresses NO_LIMIT = new Addresses(ANY, ANY, (_, _) -> true);
    }

    /**
     * The integrity challenge.
     *
     * @param tables by client build; builds that are not here may not enter
     */
    public record Integrity(Map<Integer, IntegrityTable> tables, IntegrityGuard.Settings times) {
        /** Copies the map. */
        public Integrity {
            tables = Map.copyOf(tables);
        }
    }
}
