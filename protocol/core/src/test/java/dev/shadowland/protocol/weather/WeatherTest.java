package dev.shadowland.protocol.weather;

import static org.assertj.core.api.Assertions.assertThat;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class WeatherTest {
    private static final long MS = 1_000_000;

    @Test
    void shouldDeliverAtOnceInOrderWhenClear() {
        Weather weather = new Weather(WeatherReport.CLEAR, 1);

        List<Arrival> arrivals = run(weather, 100, 1);

        assertThat(arrivals).hasSize(100);
        for (int i = 0; i < 100; i++) {
            assertThat(arrivals.get(i)).isEqualTo(new Arrival(i, i));
        }
        assertThat(weather.nextArrivalNs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldReplayTheSameStormFromTheSameSeed() {
        List<Arrival> one = run(new Weather(WeatherReport.STORM, 7), 500, 200);

        assertThat(run(new Weather(WeatherReport.STORM, 7), 500, 200)).isEqualTo(one);
        assertThat(run(new Weather(WeatherReport.STORM, 8), 500, 200)).isNotEqualTo(one);
    }

    @Test
    void shouldLoseDuplicateDelayAndReorderInAStorm() {
        List<Arrival> arrivals = run(new Weather(WeatherReport.STORM, 9), 4000, 200);
        long distinct = arrivals.stream().map(Arrival::number).distinct().count();
        boolean reordered = false;
        int previous = -1;
        for (Arrival arrival : arrivals) {
            assertThat(arrival.ms() - arrival.number()).isBetween(20, 120);
            reordered |= arrival.number() < previous;
            previous = arrival.number();
        }
        assertThat(distinct).isBetween(2850L, 3150L);
        assertThat((double) arrivals.size() / distinct).isBetween(1.2, 1.3);
        assertThat(reordered).isTrue();
    }

    @Test
    void shouldKeepItsOwnCopyOfADatagram() {
        Weather weather = new Weather(WeatherReport.CLEAR, 1);
        UnsafeBuffer sent = new UnsafeBuffer(new byte[] {1, 2, 3});
        weather.offer(0, sent, 1, 2);
        sent.setMemory(0, 3, (byte) 9);

        int arrived =
                weather.poll(
                        0,
                        (buffer, offset, length) -> {
                            assertThat(length).isEqualTo(2);
                            assertThat(buffer.getByte(offset)).isEqualTo((byte) 2);
                        });

        assertThat(arrived).isEqualTo(1);
    }

    private record Arrival(int number, int ms) {}

    /** Offers one datagram each millisecond. */
    private static List<Arrival> run(Weather weather, int count, int drainMs) {
        List<Arrival> arrivals = new ArrayList<>();
        UnsafeBuffer datagram = new UnsafeBuffer(new byte[4]);
        for (int ms = 0; ms < count + drainMs; ms++) {
            if (ms < count) {
                datagram.putInt(0, ms);
                weather.offer(ms * MS, datagram, 0, 4);
            }
            int now = ms;
            weather.poll(
                    ms * MS,
                    (buffer, offset, _) -> arrivals.add(new Arrival(buffer.getInt(offset), now)));
        }
        return arrivals;
    }
}
