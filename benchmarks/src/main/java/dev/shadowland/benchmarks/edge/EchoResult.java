package dev.shadowland.benchmarks.edge;

import java.util.List;

/**
 * One setting's figures, as the JSON has them.
 *
 * @param rateHz datagrams per second and client
 * @param payloadBytes bytes that come back
 * @param aead the gateway's cipher
 * @param aeronHop whether frames travelled over Aeron
 * @param cpuMicrosPerEcho gateway, all threads, median of the rounds
 * @param rawCpuMicrosPerEcho raw echo in the same rounds
 * @param ratioToRaw per round
 * @param deliveredPercent echoes of the gateway that came back
 * @param allocatedBytesPerDatagram of the gateway's process per echo
 * @param rawDeliveredPercent echoes of the raw server that came back
 * @param echoesPerSecond of the gateway, over the windows
 * @param skippedPercent questions that the load had no time to ask, of the gateway or of the raw
 *     echo, whichever was more
 * @param rounds how many
 * @param variant which gateway
 */
public record EchoResult(
        int rateHz,
        int payloadBytes,
        String aead,
        boolean aeronHop,
        double cpuMicrosPerEcho,
        double rawCpuMicrosPerEcho,
        Spread ratioToRaw,
        double deliveredPercent,
        double allocatedBytesPerDatagram,
        double rawDeliveredPercent,
        double echoesPerSecond,
        double skippedPercent,
        int rounds,
        Setting.Variant variant) {

    /** Of at least one round. */
    public static EchoResult of(Setting setting, String aead, List<Round> rounds) {
        Leg gateway = rounds.stream().map(Round::gateway).reduce(Leg::plus).orElseThrow();
        Leg raw = rounds.stream().map(Round::raw).reduce(Leg::plus).orElseThrow();
        return new EchoResult(
                setting.rateHz(),
                setting.payloadBytes(),
                aead,
                setting.variant() == Setting.Variant.AERON,
                median(rounds.stream().mapToDouble(r -> r.gateway().cpuMicrosPerEcho()).toArray()),
                median(rounds.stream().mapToDouble(r -> r.raw().cpuMicrosPerEcho()).toArray()),
                Spread.of(rounds.stream().mapToDouble(Round::ratio).toArray()),
                percent(gateway.answered(), gateway.asked()),
                gateway.allocatedBytesPerEcho(),
                percent(raw.answered(), raw.asked()),
                gateway.echoes() * 1e9 / gateway.elapsedNs(),
                Math.max(skippedPercent(gateway), skippedPercent(raw)),
                rounds.size(),
                setting.variant());
    }

    /** Whether the project's goals are about this row. */
    boolean isGoal() {
        return new Setting(rateHz, payloadBytes, variant).isGoal();
    }

    /** Whether another rate was measured than the row says: late questions come in bursts. */
    boolean isStarved() {
        return skippedPercent >= Limits.MOST_SKIPPED_PERCENT;
    }

    /** Whether both echoes answered what they were asked; what is dropped costs little. */
    boolean isDelivered() {
        return Math.min(deliveredPercent, rawDeliveredPercent) >= Limits.LEAST_DELIVERED_PERCENT;
    }

    private static double skippedPercent(Leg leg) {
        return percent(leg.skipped(), leg.skipped() + leg.asked());
    }

    private static double median(double[] samples) {
        return Spread.of(samples).median();
    }

    private static double percent(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }
}
