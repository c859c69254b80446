package dev.shadowland.benchmarks.edge;

/**
 * LZ4 on one kind of traffic.
 *
 * @param kind which datagrams or messages
 * @param blocks how many
 * @param bytes uncompressed
 * @param longPercent of them are above the 512 bytes from which compression is tried
 * @param triedPercent of them the entropy test lets through
 * @param keptPercent of them came out at least 5 % smaller and travel compressed
 * @param savedPercent of all bytes of the kind
 * @param compressMicros mean for one above 512 bytes, test included; 0 when there is none
 * @param expandMicros mean for one that travels compressed; 0 when there is none
 */
public record CompressionResult(
        String kind,
        int blocks,
        long bytes,
        double longPercent,
        double triedPercent,
        double keptPercent,
        double savedPercent,
        double compressMicros,
        double expandMicros) {
    /** What the seed expects of LZ4: percent saved. */
    static final double SEED_LEAST_PERCENT = 30;

    /** What the seed allows it. */
    static final double SEED_MOST_MICROS = 1_000;

    boolean savesAsTheSeedSays() {
        return savedPercent >= SEED_LEAST_PERCENT;
    }

    boolean isFastAsTheSeedSays() {
        return Math.max(compressMicros, expandMicros) < SEED_MOST_MICROS;
    }

    /** Why it saves less than the seed says. */
    String whyNot() {
        if (longPercent < 50) {
            return "%.0f %% of them are 512 bytes or less and are not tried"
                    .formatted(100 - longPercent);
        }
        return keptPercent < longPercent / 2
                ? "few get 5 % smaller: quantized fields, sent only when they change, repeat little"
                : "%.0f %% of them are not tried, and the others repeat less than that"
                        .formatted(100 - longPercent);
    }
}
