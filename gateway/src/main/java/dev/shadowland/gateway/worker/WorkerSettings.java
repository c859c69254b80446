package dev.shadowland.gateway.worker;

import dev.shadowland.protocol.connection.ConnectionSettings;
import dev.shadowland.protocol.handshake.HandshakeSettings;

/**
 * What a worker is told at start.
 *
 * @param gatewayNode node id of the gateway, 1..8191
 * @param worker index, 0..63; also its lane and the top bits of its connection ids
 * @param world what clients that enter are told
 * @param security rekeys and limits
 */
public record WorkerSettings(
        int gatewayNode,
        int worker,
        HandshakeSettings handshake,
        ConnectionSettings connection,
        SessionSettings sessions,
        WorldSettings world,
        SecuritySettings security) {
    /** The defaults for this worker. */
    public static WorkerSettings of(int gatewayNode, int worker) {
        return new WorkerSettings(
                gatewayNode,
                worker,
                HandshakeSettings.DEFAULT,
                ConnectionSettings.SERVER,
                SessionSettings.DEFAULT,
                WorldSettings.DEFAULT,
                SecuritySettings.DEFAULT);
    }
}
