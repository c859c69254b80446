package dev.shadowland.transport.agent;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

import java.math.BigInteger;

class TickSchedulePropertyTest {
    private static final long NOW_MS = 1_800_000_000_000L;

    @Property
    void shouldBeginEachTickExactlyWhereTheOneBeforeEnds(
            @ForAll @LongRange(min = 0, max = 2 * NOW_MS) long originMs,
            @ForAll @IntRange(min = 1, max = 1000) int rateHz,
            @ForAll @LongRange(min = -1_000_000_000L, max = 1_000_000_000_000L) long tick) {
        TickSchedule schedule = new TickSchedule(originMs, rateHz);
        long start;
        try {
            start = schedule.startNs(tick);
        } catch (ArithmeticException _) {
            return;
        }
        assertThat(schedule.tickAt(start)).isEqualTo(tick);
        assertThat(schedule.tickAt(start - 1)).isEqualTo(tick - 1);
    }

    @Property
    void shouldEqualUnboundedArithmetic(
            @ForAll @LongRange(min = 0, max = 2 * NOW_MS) long originMs,
            @ForAll @IntRange(min = 1, max = 1000) int rateHz,
            @ForAll @LongRange(min = 0, max = 4 * NOW_MS * 1_000_000) long epochNs) {
        BigInteger since =
                BigInteger.valueOf(epochNs).subtract(BigInteger.valueOf(originMs * 1_000_000));
        BigInteger scaled = since.multiply(BigInteger.valueOf(rateHz));
        BigInteger billion = BigInteger.valueOf(1_000_000_000);
        BigInteger floor = scaled.subtract(scaled.mod(billion)).divide(billion);

        assertThat(new TickSchedule(originMs, rateHz).tickAt(epochNs))
                .isEqualTo(floor.longValueExact());
    }
}
