package dev.shadowland.transport.link;

/** How links reach other nodes. */
public enum LinkMode {
    /** All nodes share one driver on one host. */
    IPC,
    /** Each node (or host) has a driver; frames travel over UDP. */
    UDP
}
