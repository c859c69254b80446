package dev.shadowland.deploy.plan;

import java.util.Locale;

/** Cluster timings, chosen for what a run measures. Figures of the two are never mixed. */
public enum Profile {
    /** Notices a death within a second; for machines with CPU to spare. */
    FAULT,
    /** Patient under load; bots run at nice 10. */
    LOAD;

    /** The name in configuration files, reports and on the command line. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
