package dev.shadowland.benchmarks.edge;

/**
 * What is measured.
 *
 * @param rateHz datagrams per second and client
 * @param payloadBytes bytes that come back: the whole datagram of a raw echo, the body of the
 *     Benchmark frame of a gateway's
 * @param variant which gateway
 */
public record Setting(int rateHz, int payloadBytes, Variant variant) {
    /** Gateways that are compared. */
    public enum Variant {
        /** The gateway as it runs. */
        PLAIN("the gateway as it runs"),
        /** With the portable cipher. */
        BOUNCYCASTLE("with BouncyCastle"),
        /** With shards behind Aeron. */
        AERON("with the Aeron hop");

        private final String text;

        Variant(String text) {
            this.text = text;
        }

        /** For a person. */
        public String text() {
            return text;
        }
    }

    /** Whether the project's goals are about this setting. */
    public boolean isGoal() {
        return rateHz == 240 && payloadBytes == 100 && variant == Variant.PLAIN;
    }

    /** For a person. */
    public String text() {
        return "%3d Hz x %4d B %s".formatted(rateHz, payloadBytes, variant.text());
    }
}
