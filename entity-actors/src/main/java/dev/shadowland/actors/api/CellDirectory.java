package dev.shadowland.actors.api;

/**
 * Sends to a cell wherever it runs. Delivery is at most once: a hand-off drops messages, so senders
 * repeat.
 */
@FunctionalInterface
public interface CellDirectory {
    /** Sends the request to the cell. */
    void tell(long cell, CellCommand.Request request);
}
