package dev.shadowland.benchmarks.edge;

import java.io.IOException;

/**
 * One comparison: raw, gateway, gateway, raw, so that what drifts evenly over the round cancels.
 *
 * @param raw both legs of the raw echo
 * @param gateway both legs of the gateway
 */
public record Round(Leg raw, Leg gateway) {
    /** Runs one leg. */
    @FunctionalInterface
    public interface Runner {
        Leg run() throws IOException;
    }

    /** Runs the four legs in order A-B-B-A. */
    public static Round run(Runner raw, Runner gateway) throws IOException {
        Leg firstRaw = raw.run();
        Leg firstGateway = gateway.run();
        Leg secondGateway = gateway.run();
        Leg secondRaw = raw.run();
        return new Round(firstRaw.plus(secondRaw), firstGateway.plus(secondGateway));
    }

    /** CPU of the gateway's echo over CPU of a raw one. */
    public double ratio() {
        return gateway.cpuMicrosPerEcho() / raw.cpuMicrosPerEcho();
    }
}
