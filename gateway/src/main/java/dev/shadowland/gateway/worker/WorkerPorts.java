package dev.shadowland.gateway.worker;

import dev.shadowland.gateway.admission.KeyLane;
import dev.shadowland.transport.datagram.DatagramPort;

/**
 * What connects a worker to everything else. Handed over to its thread.
 *
 * @param datagrams to the clients
 * @param shards to the world
 * @param control to the control plane
 * @param keys to the public-key thread
 * @param rings to the other workers
 */
public record WorkerPorts(
        DatagramPort datagrams,
        ShardLinks shards,
        ControlLink control,
        KeyLane keys,
        DatagramRings rings) {}
