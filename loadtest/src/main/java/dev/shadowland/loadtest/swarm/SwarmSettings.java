package dev.shadowland.loadtest.swarm;

import dev.shadowland.loadtest.bot.BotIdentity;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A swarm.
 *
 * @param bots how many, at least 1
 * @param gateways used in turn
 * @param mix what the bots do
 * @param connectRate new connections per second, at least 1
 * @param firstCharacter bot n plays character firstCharacter + n, of an account with the same
 *     number
 * @param seed of everything that bots decide
 * @param times of the run's phases
 */
public record SwarmSettings(
        int bots,
        List<InetSocketAddress> gateways,
        BehaviourMix mix,
        int connectRate,
        long firstCharacter,
        long seed,
        RunTimes times) {
    public SwarmSettings {
        if (bots < 1 || connectRate < 1 || gateways.isEmpty()) {
            throw new IllegalArgumentException("a swarm needs bots, a connect rate and a gateway");
        }
        gateways = List.copyOf(gateways);
    }

    /** Who the bots are; the same for the same settings. */
    public List<BotIdentity> identities() {
        SplittableRandom seeds = new SplittableRandom(seed);
        List<BotIdentity> identities = new ArrayList<>(bots);
        for (int i = 0; i < bots; i++) {
            long character = firstCharacter + i;
            long ownSeed = seeds.nextLong();
            identities.add(new BotIdentity(i, character, character, mix.choose(ownSeed), ownSeed));
        }
        return identities;
    }
}
