package dev.shadowland.deploy.screen;

/**
 * What all gateways together receive and send per second.
 *
 * @param bytesOut bytes sent to clients
 */
public record Traffic(double datagramsIn, double datagramsOut, double bytesOut) {
    public static final Traffic NONE = new Traffic(0, 0, 0);

    Traffic plus(Traffic other) {
        return new Traffic(
                datagramsIn + other.datagramsIn,
                datagramsOut + other.datagramsOut,
                bytesOut + other.bytesOut);
    }
}
