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
 * @param recorder takes what each tenth bot opens, null for none
 * @param map what the world is expected to be; WorldEntered decides
 */
public record BotSettings(
        ClientSettings client,
        Aead.Provider aead,
        LoginTokenSource tokens,
        RandomGenerator random,
        @Nullable IntegrityTable integrity,
        @Nullable PayloadRecorder recorder,
        MapGeometry map) {
    private static final int RECORDED_EVERY = 10;

    /** Where a bot's payloads go, null for most. */
    @Nullable PayloadRecorder recorderOf(BotIdentity bot) {
        return bot.number() % RECORDED_EVERY == RECORDED_EVERY - 1 ? recorder : null;
    }

    /** The build that bots say they are. */
    int clientBuild() {
        return integrity == null ? 0 : integrity.build();
    }
}
