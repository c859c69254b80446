package dev.shadowland.loadtest.bot;

import dev.shadowland.protocol.connection.ClientSettings;
import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.integrity.IntegrityTable;
import dev.shadowland.protocol.motion.MapGeometry;

import org.jspecify.annotations.Nullable;

import java.util.random.RandomGenerator;

/**
 * What the bots of one thread share.
 *
 * @param client pinned root keys and times
 * @param aead the cipher
 * @param tokens where login tokens come from
 * @param random keys of connections come from it; secure outside of tests
 * @param integrity the keys of the client that the bots are, null for a client without any
 * @param map what the world is expected to be; WorldEntered decides
 */
public record BotSettings(
        ClientSettings client,
        Aead.Provider aead,
        LoginTokenSource tokens,
        RandomGenerator random,
        @Nullable IntegrityTable integrity,
        MapGeometry map) {
    /** The build that bots say they are. */
    int clientBuild() {
        return integrity == null ? 0 : integrity.build();
    }
}
