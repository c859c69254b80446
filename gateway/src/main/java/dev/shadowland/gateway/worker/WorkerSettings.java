package dev.shadowland.gateway.worker;

import dev.shadowland.protocol.connection.ConnectionSettings;
import dev.shadowland.protocol.handshake.HandshakeSettings;
import dev.shadowland.protocol.motion.MapGeometry;

/**
 * What a worker is told at start.
 *
 * @param gatewayNode node id of the gateway, 1..8191
 * @param worker index, 0..63; also its lane and the top bits of its connection ids
 * @param map the map that clients enter
 * @param tickRateHz ticks per second of the world
 */
public record WorkerSettings(
        int gatewayNode,
        int worker,
        HandshakeSettings handshake,
        ConnectionSettings connection,
        SessionSettings sessions,
        MapGeometry map,
        int tickRateHz) {
    /** The defaults for this worker. */
    public static WorkerSettings of(int gatewayNode, int worker) {
        return new WorkerSettings(
                gatewayNode,
                worker,
                HandshakeSettings.DEFAULT,
                ConnectionSettings.SERVER,
                SessionSettings.DEFAULT,
                MapGeometry.DEFAULT,
                60);
    }
}
