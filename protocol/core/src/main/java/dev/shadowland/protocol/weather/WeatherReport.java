package dev.shadowland.protocol.weather;

/**
 * What a network does to datagrams.
 *
 * @param loss share that never arrives, 0..1
 * @param duplication share that arrives twice, 0..1
 * @param latencyNs least delay
 * @param jitterNs more delay, uniform from 0; reorders when it exceeds the gap between datagrams
 */
public record WeatherReport(double loss, double duplication, long latencyNs, long jitterNs) {
    /** Everything arrives at once, once and in order. */
    public static final WeatherReport CLEAR = new WeatherReport(0, 0, 0, 0);

    /** 25 % loss, 25 % duplication, 20 to 120 ms: what every machine must live through. */
    public static final WeatherReport STORM =
            new WeatherReport(0.25, 0.25, 20_000_000, 100_000_000);
}
