package dev.shadowland.deploy.plan;

import java.util.Locale;

/** How the nodes of a run reach each other. */
public enum Links {
    /** Through the shared memory of one driver process: one host. */
    IPC,
    /** Through UDP, each node with a driver of its own: as containers would. */
    UDP;

    /** The name in configuration files and on the command line. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
