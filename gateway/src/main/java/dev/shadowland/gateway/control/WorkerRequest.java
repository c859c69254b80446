package dev.shadowland.gateway.control;

import dev.shadowland.actors.api.PlayerCommand;
import dev.shadowland.actors.api.TokenBytes;

/** What a worker asks of the control plane about one of its sessions. */
public sealed interface WorkerRequest {
    /** The session the request is about; its worker gets the answers. */
    long session();

    /**
     * Let the session in. To be offered again every 250 ms or slower until answered; the same
     * answer comes back.
     */
    record Enter(long session, TokenBytes token) implements WorkerRequest {}

    /**
     * The session is over; see {@link PlayerCommand.SessionEnded}. Owed once for every session that
     * was ever entered, unless it was kicked.
     */
    record SessionEnded(long session, long cell, long generation) implements WorkerRequest {}

    /** The session gets no snapshots: put it into the world again, there if it still is there. */
    record Rejoin(long session, long cell) implements WorkerRequest {}
}
