package dev.shadowland.loadtest.swarm;

import dev.shadowland.loadtest.bot.BehaviourKind;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How the bots of a swarm are shared out among the behaviours.
 *
 * @param weights of each kind that occurs, above 0
 */
public record BehaviourMix(Map<BehaviourKind, Integer> weights) {
    /** Half cross borders, most of the others wander, some stand. */
    public static final BehaviourMix DEFAULT =
            new BehaviourMix(
                    Map.of(
                            BehaviourKind.BORDER,
                            50,
                            BehaviourKind.WANDER,
                            40,
                            BehaviourKind.STILL,
                            10));

    private static final String FORMS =
            "'mixed', a behaviour (wander, border, still), or such as 'border:50,wander:50'";

    public BehaviourMix {
        if (weights.isEmpty() || weights.values().stream().anyMatch(weight -> weight < 1)) {
            throw new IllegalArgumentException(
                    "each behaviour needs a weight of at least 1: " + weights);
        }
        weights = new EnumMap<>(weights);
    }

    /**
     * Reads {@code mixed}, one behaviour, or {@code border:50,wander:40,still:10}.
     *
     * @throws IllegalArgumentException when it is none of these
     */
    public static BehaviourMix parse(String text) {
        String trimmed = text.trim().toLowerCase(Locale.ROOT);
        if (trimmed.equals("mixed")) {
            return DEFAULT;
        }
        Map<BehaviourKind, Integer> weights = new EnumMap<>(BehaviourKind.class);
        for (String part : trimmed.split(",", -1)) {
            String[] kindAndWeight = part.trim().split(":", 2);
            try {
                BehaviourKind kind =
                        BehaviourKind.valueOf(kindAndWeight[0].toUpperCase(Locale.ROOT));
                weights.put(
                        kind,
                        kindAndWeight.length == 1 ? 1 : Integer.parseInt(kindAndWeight[1].trim()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "not a behaviour: '" + text + "', expected " + FORMS, e);
            }
        }
        return new BehaviourMix(weights);
    }

    /** The behaviour of a bot with this seed. */
    public BehaviourKind choose(long seed) {
        int total = weights.values().stream().mapToInt(Integer::intValue).sum();
        int left = new SplittableRandom(seed).nextInt(total);
        for (Map.Entry<BehaviourKind, Integer> weight : weights.entrySet()) {
            left -= weight.getValue();
            if (left < 0) {
                return weight.getKey();
            }
        }
        throw new AssertionError("weights sum up to " + total);
    }
}
